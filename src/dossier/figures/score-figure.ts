import type { EvidenceRecords } from '../evidence-records.js';
import type { TemplateSet } from '../templates.js';
import { vegaFigure } from './vega-figure.js';

/**
 * Scores of the unit of the primary analysis by truth; failed cases have none and are not drawn. Null where the model
 * tells several classes apart: their table says more.
 */
export async function scoreFigure(evidence: EvidenceRecords, templates: TemplateSet): Promise<string | null> {
  if (evidence.results.threshold === null) return null;
  const rows = evidence.scores.filter(
    (row) => row.unit === evidence.protocol.analysis.unit && row.score !== null,
  );
  return vegaFigure(templates, 'scores', 'Scores by truth with the threshold', {
    scores: [1, 0].flatMap((truth) =>
      rows
        .filter((row) => row.truth === truth)
        .map((row) => ({ score: row.score, truth: truth === 1 ? 'Truth positive' : 'Truth negative' })),
    ),
    threshold: [{ value: evidence.results.threshold }],
  });
}
