import type { Command } from 'commander';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';
import { Progress } from '../progress.js';
import { verdictTable } from '../verdict-table.js';

export function registerRehearse(command: Command): void {
  onProject(command, 'veritome rehearse').action(async (options: CommonOptions) => {
    const { rehearse } = await import('../../pipeline/rehearse.js');
    const progress = new Progress('rehearse', 'images', { silent: options.json === true });
    const { number, results, images } = await rehearse(options.project, (state) =>
      progress.update(state),
    ).finally(() => progress.end());
    const lines = [
      `Rehearsal ${number}: ${images.total} open images, ${images.failed} failed; all stages passed`,
      'NOT EVIDENCE: these numbers say only that the protocol can be executed',
      ...verdictTable(results),
    ];
    printOutcome(
      { data: { number, images, results }, lines, next: 'veritome lock --as <key id>' },
      options.json === true,
    );
  });
}
