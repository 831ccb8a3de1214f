import { readFileSync } from 'node:fs';
import { AppError, messageOf } from '../core/error.js';

/**
 * The passphrase of a key: from `--passphrase-file`, else VERITOME_PASSPHRASE, else asked for on a terminal without
 * echo. Never from the command line itself, where other users of the machine could read it.
 */
export async function passphraseFor(keyId: string, file: string | undefined): Promise<string> {
  if (file !== undefined) return readFirstLine(file);
  const fromEnvironment = process.env['VERITOME_PASSPHRASE'];
  if (fromEnvironment !== undefined && fromEnvironment !== '') return fromEnvironment;
  if (!process.stdin.isTTY || !process.stderr.isTTY) {
    throw new AppError('INPUT-PASSPHRASE', `no passphrase for key ${keyId} and no terminal to ask for it`, {
      hint: 'give --passphrase-file FILE or set VERITOME_PASSPHRASE',
    });
  }
  const { createInterface } = await import('node:readline/promises');
  const { Writable } = await import('node:stream');
  process.stderr.write(`Passphrase of key ${keyId}: `);
  const mute = new Writable({ write: (_chunk, _encoding, done) => done() });
  const reader = createInterface({ input: process.stdin, output: mute, terminal: true });
  try {
    return await reader.question('');
  } finally {
    reader.close();
    process.stderr.write('\n');
  }
}

function readFirstLine(file: string): string {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0] ?? '';
  } catch (cause) {
    throw new AppError('INPUT-FILE-UNREADABLE', `cannot read the passphrase file (${messageOf(cause)})`, {
      place: file,
      hint: 'give a readable file whose first line is the passphrase',
      cause,
    });
  }
}
