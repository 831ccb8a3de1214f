import type { Command } from 'commander';
import { EXIT } from '../../core/error.js';
import { printOutcome } from '../print.js';

interface Options {
  vectors: string;
  json?: boolean;
}

export function registerQualify(command: Command): void {
  command
    .requiredOption('--vectors <dir>', 'folder with index.json, cases/ and datasets/')
    .option('--json', 'print one JSON object instead of words')
    .addHelpText('after', '\nExample:\n  veritome qualify --vectors known-answers')
    .action(async (options: Options) => {
      const { qualify } = await import('../../qualify/run.js');
      const { lines, passed, failed } = await qualify(options.vectors);
      const ok = failed === 0 && passed > 0;
      printOutcome(
        { data: { ok, passed, failed, lines }, lines, exit: ok ? EXIT.done : EXIT.notMet },
        options.json === true,
      );
    });
}
