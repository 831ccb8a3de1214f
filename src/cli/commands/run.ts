import type { Command } from 'commander';
import { EXIT, type ExitCode } from '../../core/error.js';
import type { Results } from '../../schema/types.js';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';
import { Progress } from '../progress.js';
import { verdictTable } from '../verdict-table.js';

interface Options extends CommonOptions {
  resume?: boolean;
  workers: string;
  reason?: string;
}

const EXIT_BY_VERDICT: Record<Results['overall']['verdict'], ExitCode> = {
  met: EXIT.done,
  'not-met': EXIT.notMet,
  'not-evaluable': EXIT.incomplete,
};

export function registerRun(command: Command): void {
  onProject(
    command
      .option('--resume', 'go on with the run that was interrupted')
      .option('--workers <n>', 'inference processes', '1')
      .option('--reason <text>', 'why a further look is taken; required from the second look on'),
    'veritome run',
  ).action(async (options: Options) => {
    const { runLocked } = await import('../../pipeline/run.js');
    const progress = new Progress('run', 'images', { silent: options.json === true });
    const done = await runLocked(options.project, {
      resume: options.resume === true,
      workers: Number(options.workers),
      reason: options.reason ?? null,
      onProgress: (state) => progress.update(state),
    }).finally(() => progress.end());
    const { record, results } = done;
    const failed = record.images.failed === 0 ? 'none failed' : `${record.images.failed} failed`;
    const lines = [
      `Look ${record.look} of ${record.looksGranted}: ${record.images.total} images, ${failed}`,
      ...done.warnings,
      '',
      ...verdictTable(results),
    ];
    const data = {
      run: record.number,
      look: record.look,
      images: record.images,
      verdict: results.overall.verdict,
      results,
    };
    printOutcome(
      { data, lines, next: 'veritome verify', exit: EXIT_BY_VERDICT[results.overall.verdict] },
      options.json === true,
    );
  });
}
