import type { Command } from 'commander';
import { registerDevelopmentKeys } from '../development-keys.js';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';
import { Progress } from '../progress.js';

interface Options extends CommonOptions {
  id: string;
  dataVersion: string;
  out?: string;
}

export function registerData(command: Command): void {
  const data = command;
  registerDevelopmentKeys(data);
  onProject(
    data
      .command('inventory <folder>')
      .description('make the manifest of a folder of images: digests and header facts of every file')
      .option('--id <id>', 'identifier of the data set', 'DATA-1')
      .option('--data-version <version>', 'version of the data set', '1')
      .option('--out <file>', 'write the manifest here; else only the summary is printed'),
    'veritome data inventory data/test --id TEST-1 --out data/test.manifest.json',
  ).action(async (folder: string, options: Options) => {
    const { inventoryFolder } = await import('../../pipeline/inventory.js');
    const progress = new Progress('inventory', 'files', { silent: options.json === true });
    const made = await inventoryFolder(options.project, folder, {
      id: options.id,
      version: options.dataVersion,
      out: options.out ?? null,
      onProgress: (state) => progress.update(state),
    }).finally(() => progress.end());
    printOutcome(
      { data: { ...made.data }, lines: made.lines, next: 'veritome check' },
      options.json === true,
    );
  });
}
