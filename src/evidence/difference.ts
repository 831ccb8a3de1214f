/** Where two versions of a file part. */
export type Difference = { line: number } | { byte: number };

/** First line (1-based) that differs in a text, first byte (0-based) in anything else. */
export function firstDifference(original: Buffer, now: Buffer): Difference {
  const shorter = Math.min(original.length, now.length);
  let byte = 0;
  while (byte < shorter && original[byte] === now[byte]) byte += 1;
  if (original.subarray(0, 8192).includes(0)) return { byte };
  let line = 1;
  for (let index = 0; index < byte; index += 1) if (original[index] === 0x0a) line += 1;
  return { line };
}

export function differenceText(difference: Difference): string {
  return 'line' in difference ? `line ${difference.line} differs` : `differs from byte ${difference.byte} on`;
}
