import type { VariableShift } from '../schema/types.js';

type Numbers = Omit<VariableShift, 'reading' | 'printed'>;

export const SHIFT_METHOD =
  'Numbers are compared over the distinct deciles of the training data, categories as they are. Population stability ' +
  'index with shares floored at 0.0001: under 0.1 small, to 0.25 moderate, above large, a convention and no error ' +
  'rate. p: Pearson chi-square of the two samples over the same bins, not adjusted for the number of facts.';

/** What the headers' facts are called in running text. */
const NAMES: Readonly<Record<string, string>> = {
  'patient.ageYears': 'age in years',
  'patient.sex': 'sex',
  site: 'site',
  modality: 'modality',
  'image.bodyPart': 'body part',
  'image.view': 'view',
  'equipment.manufacturer': 'manufacturer',
  'equipment.model': 'equipment model',
  'equipment.kvp': 'tube voltage in kV',
  photometric: 'polarity',
  'image.rows': 'image height in pixels',
  'image.columns': 'image width in pixels',
  'image.rowSpacingMm': 'row distance in mm',
  'image.columnSpacingMm': 'column distance in mm',
  'image.meanIntensity': 'mean grey value',
  'image.intensitySd': 'grey value spread (SD)',
};

export function factName(name: string): string {
  return NAMES[name] ?? name;
}

export function printedShift(shift: Numbers): VariableShift['printed'] {
  return {
    psi: fixed(shift.psi, 2),
    jensenShannon: fixed(shift.jensenShannon, 3),
    p: shift.p === null ? '–' : shift.p < 0.001 ? '< 0.001' : shift.p.toFixed(3),
    training: typical(shift, 'training'),
    test: typical(shift, 'test'),
  };
}

/** One sentence: what differs, by how much, and whether chance would do. */
export function readingOf(shift: Numbers, printed: VariableShift['printed']): string {
  const name = factName(shift.name);
  if (shift.level === 'not-estimable') return `${name}: not stated in the test set`;
  const what =
    shift.training.median === null
      ? `most often ${printed.test} in the test set, ${printed.training} in the training data`
      : `median ${printed.test} in the test set, ${printed.training} in the training data`;
  const fresh = shift.bins.filter(({ training, test }) => training === 0 && test > 0);
  const unseen =
    shift.training.median === null && fresh.length > 0
      ? `; ${fresh.map(({ label }) => label).join(', ')} never seen in training`
      : '';
  const chance =
    shift.p === null ? '' : shift.p < 0.05 ? `, p ${printed.p}` : `, within chance (p ${printed.p})`;
  return `${name}: ${what}; ${shift.level} shift (PSI ${printed.psi}${chance})${unseen}`;
}

function typical(shift: Numbers, side: 'training' | 'test'): string {
  const { median, stated } = shift[side];
  if (stated === 0) return 'not stated';
  if (median !== null) return String(Number(median.toPrecision(4)));
  const top = [...shift.bins].sort((a, b) => b[side] - a[side])[0];
  return top === undefined ? 'not stated' : `${top.label} ${(100 * top[side]).toFixed(0)} %`;
}

function fixed(value: number | null, digits: number): string {
  return value === null ? '–' : value.toFixed(digits);
}
