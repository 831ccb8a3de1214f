import { Option } from 'commander';
import type { Command } from 'commander';
import { registerDevelopmentKeys } from '../development-keys.js';
import { onProject, type CommonOptions } from '../common-options.js';
import { printOutcome } from '../print.js';
import { Progress } from '../progress.js';

interface Options extends CommonOptions {
  id: string;
  dataVersion: string;
  out?: string;
  unit: 'auto' | 'file' | 'series';
  accept: string[];
}

interface ProfileOptions extends CommonOptions {
  out?: string;
  against?: string;
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
      .addOption(
        new Option(
          '--unit <unit>',
          'what one image is: a file, a series of files, or auto: single-frame CT, MR and PET by series, all else by file',
        )
          .choices(['auto', 'file', 'series'])
          .default('auto'),
      )
      .option('--out <file>', 'write the manifest here; else only the summary is printed')
      .option(
        '--accept <finding=reason>',
        'answer for a finding about identifiers, such as "IMAGE-IDENTIFIER/(0010,0010)=names are codes"; may be repeated',
        (value: string, before: string[]) => [...before, value],
        [],
      ),
    'veritome data inventory data/test --id TEST-1 --out data/test.manifest.json',
  ).action(async (folder: string, options: Options) => {
    const { inventoryFolder } = await import('../../pipeline/inventory.js');
    const progress = new Progress('inventory', 'files', { silent: options.json === true });
    const made = await inventoryFolder(options.project, folder, {
      id: options.id,
      version: options.dataVersion,
      out: options.out ?? null,
      unit: options.unit,
      accept: options.accept,
      onProgress: (state) => progress.update(state),
    }).finally(() => progress.end());
    printOutcome(
      { data: { ...made.data }, lines: made.lines, next: 'veritome check' },
      options.json === true,
    );
  });
  onProject(
    data
      .command('profile <manifest>')
      .description('distributions of a set, and how far they are from those of the training data')
      .option('--out <file>', 'write the profile here, to list in a model package as training-profile')
      .option('--against <file>', 'profile of the training data to hold this set against'),
    'veritome data profile data/test.manifest.json --against model/training.profile.json',
  ).action(async (manifest: string, options: ProfileOptions) => {
    const { profileManifest } = await import('../../pipeline/data-profile.js');
    const made = await profileManifest(options.project, manifest, {
      out: options.out ?? null,
      against: options.against ?? null,
    });
    printOutcome({ data: made.data, lines: made.lines }, options.json === true);
  });
  onProject(
    data.command('diff <before> <after>').description('what changed between two manifests of a set, by case'),
    'veritome data diff data/test-1.manifest.json data/test-2.manifest.json',
  ).action(async (before: string, after: string, options: CommonOptions) => {
    const { dataDiff } = await import('../../pipeline/data-diff.js');
    printOutcome(await dataDiff(options.project, before, after), options.json === true);
  });
}
