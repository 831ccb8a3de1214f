import type { Command } from 'commander';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';

interface Options extends CommonOptions {
  cases?: boolean;
}

export function registerExplain(command: Command): void {
  onProject(
    command.argument('<code>').option('--cases', 'list the rows behind it'),
    'veritome explain E1.1',
  ).action(async (code: string, options: Options) => {
    const { explainNumber } = await import('../../pipeline/explain.js');
    const { data, lines } = explainNumber(options.project, code, options.cases === true);
    printOutcome({ data, lines }, options.json === true);
  });
}
