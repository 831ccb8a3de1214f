import type { EvidenceRecords } from '../evidence-records.js';
import { estimateText } from '../printed-numbers.js';
import type { TemplateSet } from '../templates.js';
import { vegaFigure } from './vega-figure.js';

/** ROC curve of the first endpoint that has one, with the operating point and the printed area; null: there is none. Of several classes no score is a threshold. */
export async function rocFigure(evidence: EvidenceRecords, templates: TemplateSet): Promise<string | null> {
  const { results } = evidence;
  const curve = results.curves.find((candidate) => candidate.kind === 'roc');
  if (curve === undefined) return null;
  const row = results.estimates[`${curve.endpoint}.1`];
  // Thresholds fall along the curve; the last one that is not below the operating point is where the device works.
  const { threshold } = results;
  const operating =
    threshold === null
      ? undefined
      : curve.points.findLast((point) => point.threshold !== null && point.threshold >= threshold);
  const title = threshold === null ? 'ROC curve' : 'ROC curve with the operating point';
  return vegaFigure(templates, 'roc', title, {
    curve: curve.points.map((point, order) => ({ x: point.x, y: point.y, order })),
    operatingPoint:
      operating === undefined ? [] : [{ x: operating.x, y: operating.y, label: 'operating point' }],
    area: row === undefined ? [] : [{ label: `Area ${estimateText(row)}` }],
  });
}
