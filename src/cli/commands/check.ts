import type { Command } from 'commander';
import { EXIT } from '../../core/error.js';
import { formatFinding } from '../../core/finding.js';
import { onProject, type CommonOptions } from '../common-options.js';
import { NearProgress } from '../near-progress.js';
import { printOutcome } from '../print.js';

export function registerCheck(command: Command): void {
  onProject(command, 'veritome check').action(async (options: CommonOptions) => {
    const { checkProject } = await import('../../pipeline/check.js');
    const progress = new NearProgress({ silent: options.json === true });
    const report = await checkProject(options.project, (what, state) => progress.update(what, state)).finally(
      () => progress.end(),
    );
    const errors = report.findings.filter((finding) => finding.severity === 'error').length;
    const lines = [...report.findings.map(formatFinding), ...report.lines];
    const data = { errors, findings: report.findings, facts: report.facts };
    if (errors > 0) {
      lines.push(
        `${errors} ${errors === 1 ? 'error' : 'errors'}: mend the protocol or its files, then check again`,
      );
      printOutcome({ data: { ...data, ok: false }, lines, exit: EXIT.badInput }, options.json === true);
      return;
    }
    printOutcome({ data, lines, next: 'veritome rehearse' }, options.json === true);
  });
}
