import type { DataSet } from '../../data-set.js';

const DESCRIPTORS = [0x00281101, 0x00281102, 0x00281103];
const DATA = [0x00281201, 0x00281202, 0x00281203];

/**
 * Largest and smallest of red, green and blue for each index of a palette (PS3.3 C.7.9). Segmented palettes, and those
 * whose tables do not fit their descriptors, are not read.
 * @param count indices there can be
 */
export function paletteExtremes(
  dataSet: DataSet,
  count: number,
): { most: Uint16Array; least: Uint16Array } | null {
  const most = new Uint16Array(count);
  const least = new Uint16Array(count).fill(0xffff);
  for (const [i, tag] of DESCRIPTORS.entries()) {
    const [entries = 0, first = 0, bits = 0] = words(dataSet, tag);
    const bytes = dataSet.bytes(DATA[i]!);
    const length = entries === 0 ? 65536 : entries;
    if (bytes === null || bytes.length < (bits > 8 ? 2 : 1) * length) return null;
    // Tables of 16 bits hold one entry a word; those of 8 bits one a word, or two.
    const table = bytes.length >= 2 * length ? words(dataSet, DATA[i]!) : bytes;
    for (let index = 0; index < count; index += 1) {
      const value = table[Math.min(length - 1, Math.max(0, index - first))]!;
      if (value > most[index]!) most[index] = value;
      if (value < least[index]!) least[index] = value;
    }
  }
  return { most, least };
}

function words(dataSet: DataSet, tag: number): number[] {
  const element = dataSet.elements.get(tag);
  if (element === undefined) return [];
  const { view, littleEndian } = element.encoding;
  return Array.from({ length: element.length >> 1 }, (_, i) =>
    view.getUint16(element.valueOffset + 2 * i, littleEndian),
  );
}
