import type { Command } from 'commander';
import { onProject, type CommonOptions } from '../common-options.js';
import { passphraseFor } from '../passphrase.js';
import { printOutcome } from '../print.js';

interface Options extends CommonOptions {
  as: string;
  meaning: string;
  passphraseFile?: string;
}

export function registerSign(command: Command): void {
  onProject(
    command
      .requiredOption('--as <key id>', 'who signs')
      .requiredOption('--meaning <meaning>', 'author, reviewer, approver, responsible, witness or reproducer')
      .option(
        '--passphrase-file <file>',
        'first line is the passphrase; else VERITOME_PASSPHRASE, else asked for',
      ),
    'veritome sign --as release --meaning approver',
  ).action(async (options: Options) => {
    const { signLatest } = await import('../../pipeline/sign.js');
    const passphrase = await passphraseFor(options.as, options.passphraseFile);
    const signed = await signLatest(options.project, {
      keyId: options.as,
      passphrase,
      meaning: options.meaning,
    });
    const lines = [
      `Signed by ${signed.name} as ${signed.meaning}, ${signed.signedAt}`,
      `  ${signed.subjects} records covered  ${signed.path}  entry ${signed.entry} of the ledger`,
    ];
    printOutcome(
      { data: { ...signed }, lines, next: 'veritome gate --artifact <file of the model to be released>' },
      options.json === true,
    );
  });
}
