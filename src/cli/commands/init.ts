import type { Command } from 'commander';
import { Progress } from '../progress.js';
import { printOutcome } from '../print.js';

interface Options {
  example?: string;
  json?: boolean;
}

export function registerInit(command: Command): void {
  command
    .argument('<dir>')
    .option('--example <name>', 'start from a complete example: fracture')
    .option('--json', 'print one JSON object instead of words')
    .addHelpText('after', '\nExample:\n  veritome init demo --example fracture')
    .action(async (dir: string, options: Options) => {
      const { initProject } = await import('../../pipeline/init.js');
      const progress = new Progress('images', 'images', { silent: options.json === true });
      const made = await initProject(dir, {
        example: options.example ?? null,
        onProgress: (state) => progress.update(state),
      }).finally(() => progress.end());
      const lines = [`Project ${dir} made: ${made.summary}`];
      for (const note of made.notes) lines.push(`  ${note}`);
      printOutcome(
        { data: { ...made, dir }, lines, next: `cd ${dir} && veritome check` },
        options.json === true,
      );
    });
}
