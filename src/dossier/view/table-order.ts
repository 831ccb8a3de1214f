import { compareText } from '../../core/finding.js';

/** `E1.S2` before `E1.S10`: trace codes as a reader counts. */
export function compareCodes(a: string, b: string): number {
  const left = a.match(/\d+|\D+/g) ?? [];
  const right = b.match(/\d+|\D+/g) ?? [];
  for (let i = 0; i < Math.min(left.length, right.length); i += 1) {
    const [x = '', y = ''] = [left[i], right[i]];
    const byNumber = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    const order = byNumber === 0 ? compareText(x, y) : byNumber;
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
