import { sortFindings, type Finding } from '../core/finding.js';
import type { Protocol } from '../schema/types.js';
import type { LintContext, Report } from './lint-context.js';
import { checkClasses } from './rules-classes.js';
import { checkComparators } from './rules-comparators.js';
import { checkComparisons } from './rules-comparisons.js';
import { checkData, checkSubgroups } from './rules-data.js';
import { checkEndpoints } from './rules-endpoints.js';
import { checkGoals } from './rules-goals.js';
import { checkIntervals } from './rules-intervals.js';
import { checkLabels } from './rules-labels.js';
import { checkMetrics } from './rules-metrics.js';
import { checkMultiplicity } from './rules-multiplicity.js';
import { checkPlanning } from './rules-planning.js';
import { checkReferences } from './rules-references.js';
import { checkPaths, checkPercentages, checkPlaceholders } from './rules-text.js';

/**
 * The rules across fields, which a schema cannot state. Codes that start with `VP-`, `VR-`, `DS-` or `RS-` are rows of
 * the requirement register; each has its anchor in docs/reference/findings.md.
 * @returns findings in the order of the file; a protocol with an error among them must not be locked
 */
export function lint(protocol: Protocol, context: LintContext): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (code, pointer, message, fix, options = {}) => {
    const place = context.locate(pointer, options.at) ?? {};
    findings.push({
      code,
      severity: options.severity ?? 'error',
      path: context.path,
      ...place,
      message,
      fix,
      args: { pointer, ...options.args },
    });
  };
  checkReferences(protocol, report);
  checkLabels(protocol, report);
  checkPlaceholders(protocol, report);
  checkPercentages(protocol, report);
  checkPaths(protocol, report);
  checkClasses(protocol, context, report);
  checkEndpoints(protocol, report);
  checkGoals(protocol, report);
  checkMetrics(protocol, context, report);
  checkIntervals(protocol, report);
  checkComparators(protocol, context, report);
  checkComparisons(protocol, report);
  checkData(protocol, context, report);
  checkSubgroups(protocol, context, report);
  checkMultiplicity(protocol, report);
  checkPlanning(protocol, context, report);
  return sortFindings(findings);
}
