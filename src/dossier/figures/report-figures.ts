import type { EvidenceRecords } from '../evidence-records.js';
import { recorded } from '../marked.js';
import type { TemplateSet } from '../templates.js';
import type { ReportFigures } from '../view/report.js';
import type { Words } from '../view/words.js';
import { caseFlowFigure } from './case-flow-figure.js';
import { endpointForest, subgroupForest } from './forest-figure.js';
import { rocFigure } from './roc-figure.js';
import { scoreFigure } from './score-figure.js';
import { shiftFigure } from './shift-figure.js';

export async function reportFigures(
  evidence: EvidenceRecords,
  templates: TemplateSet,
  words: Words,
): Promise<ReportFigures> {
  const subgroupForests: ReportFigures['subgroupForests'] = [];
  for (const endpoint of evidence.protocol.endpoints) {
    if (endpoint.role !== 'primary') continue;
    subgroupForests.push({
      endpoint: recorded('protocol', endpoint.id),
      svg: await subgroupForest(evidence, templates, words, endpoint.id),
    });
  }
  return {
    caseFlow: caseFlowFigure(evidence.results),
    roc: await rocFigure(evidence, templates),
    shift: await shiftFigure(evidence, templates),
    scores: await scoreFigure(evidence, templates),
    endpointForest: await endpointForest(evidence, templates, words),
    subgroupForests,
  };
}
