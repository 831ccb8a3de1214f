/**
 * Advance widths of Arimo Regular in em, by groups of equal width (the metrics of Helvetica, which Arimo keeps; Adobe
 * Font Metrics of Helvetica). Characters not named count as a digit, which is also the commonest width.
 */
const GROUPS: [number, string][] = [
  [0.222, 'ijl'],
  [0.278, ' !,./:;I[\\]ft'],
  [0.333, '()-`r'],
  [0.5, 'cksvxyzJ'],
  [0.584, '+<=>~'],
  [0.611, 'FTZ'],
  [0.667, 'ABEKPSVXY&'],
  [0.722, 'CDHNRUw'],
  [0.778, 'GOQ'],
  [0.833, 'mM'],
  [0.889, '%'],
  [0.944, 'W'],
  [1, '…'],
];
const DEFAULT = 0.556;

const WIDTHS = new Map(
  GROUPS.flatMap(([width, characters]) => Array.from(characters, (c) => [c, width] as const)),
);

/** @returns width of the text in em */
export function arimoWidth(text: string): number {
  let width = 0;
  for (const character of text) width += WIDTHS.get(character) ?? DEFAULT;
  return width;
}
