import type { EvidenceRecords } from '../evidence-records.js';
import type { TemplateSet } from '../templates.js';
import { vegaFigure } from './vega-figure.js';

/** PSI of each fact as a bar, largest first, with the two borders of the convention; null without a training profile. */
export async function shiftFigure(
  { shift }: EvidenceRecords,
  templates: TemplateSet,
): Promise<string | null> {
  const rows = (shift?.variables ?? []).flatMap(({ reading, psi }) =>
    psi === null ? [] : [{ name: reading.slice(0, reading.indexOf(':')), psi: Math.min(psi, LONGEST) }],
  );
  if (rows.length === 0) return null;
  rows.sort((a, b) => b.psi - a.psi);
  return vegaFigure(templates, 'shift', 'Population stability index of each fact, training against test', {
    shift: rows,
    borders: [{ value: 0.1 }, { value: 0.25 }],
  });
}

/** Longer bars are cut: beyond this a shift is large whatever its number, which stands in the table. */
const LONGEST = 0.5;
