import type { Command } from 'commander';
import { digestInGroups } from '../../core/digest.js';
import { onProject, type CommonOptions } from '../common-options.js';
import { NearProgress } from '../near-progress.js';
import { passphraseFor } from '../passphrase.js';
import { printOutcome } from '../print.js';

interface Options extends CommonOptions {
  as: string;
  passphraseFile?: string;
}

export function registerLock(command: Command): void {
  onProject(
    command
      .requiredOption('--as <key id>', 'who locks')
      .option(
        '--passphrase-file <file>',
        'first line is the passphrase; else VERITOME_PASSPHRASE, else asked for',
      ),
    'veritome lock --as qa',
  ).action(async (options: Options) => {
    const { lockForRun } = await import('../../pipeline/lock.js');
    const passphrase = await passphraseFor(options.as, options.passphraseFile);
    const progress = new NearProgress({ silent: options.json === true });
    const locked = await lockForRun(options.project, {
      keyId: options.as,
      passphrase,
      onProgress: (what, state) => progress.update(what, state),
    }).finally(() => progress.end());
    const lines = [
      `Locked: ${digestInGroups(locked.digest)}  entry ${locked.entry} of the ledger`,
      `  ${locked.files} files bound, ${locked.looks} ${locked.looks === 1 ? 'look' : 'looks'} granted`,
      '  Any change of a bound byte now stops the run.',
    ];
    printOutcome({ data: { ...locked }, lines, next: 'veritome run' }, options.json === true);
  });
}
