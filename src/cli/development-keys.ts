import type { Command } from 'commander';
import { printOutcome } from './print.js';

export function registerDevelopmentKeys(data: Command): void {
  data
    .command('development-keys <folder>')
    .description('keyed hashes and picture signatures of the images a model was developed on')
    .requiredOption('--out <file>', 'where to write them; name the file in data.development of the protocol')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      '\nExample:\n  veritome data development-keys ~/training --out model/development.keys.json',
    )
    .action(async (folder: string, options: { out: string; json?: boolean }) => {
      const { developmentKeysOf } = await import('../pipeline/development-keys.js');
      const made = await developmentKeysOf(folder, options.out);
      printOutcome({ ...made, next: 'veritome data inventory' }, options.json === true);
    });
}
