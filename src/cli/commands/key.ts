import type { Command } from 'commander';
import { onProject, type CommonOptions } from '../common-options.js';
import { passphraseFor } from '../passphrase.js';
import { printOutcome } from '../print.js';

interface Options extends CommonOptions {
  name: string;
  identityCheckedBy?: string;
  passphraseFile?: string;
}

export function registerKey(command: Command): void {
  const key = command;
  onProject(
    key
      .command('create <id>')
      .description('make a signing key under a passphrase and register it in the ledger')
      .requiredOption('--name <name>', 'printed name of the signer')
      .option('--identity-checked-by <text>', 'who verified the identity of this person, and when')
      .option(
        '--passphrase-file <file>',
        'first line is the passphrase; else VERITOME_PASSPHRASE, else asked for',
      ),
    'veritome key create qa --name "Head of quality"',
  ).action(async (id: string, options: Options) => {
    const { createKey } = await import('../../pipeline/keys.js');
    const passphrase = await passphraseFor(id, options.passphraseFile);
    const made = await createKey(options.project, {
      id,
      name: options.name,
      passphrase,
      identityCheckedBy: options.identityCheckedBy ?? null,
    });
    const lines = [
      `Key ${id} (${options.name}) made: ${made.path}`,
      `  key id ${made.keyId.slice(0, 16)} …  entry ${made.entry} of the ledger`,
    ];
    printOutcome({ data: { ...made }, lines, next: `veritome lock --as ${id}` }, options.json === true);
  });
}
