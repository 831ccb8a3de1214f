import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(root, 'bin', 'veritome.js');

export const PASSPHRASE = 'only for the tests';

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface CommandOptions {
  cwd?: string;
  env?: Record<string, string>;
  script?: string;
}

/** Runs the command line as a user would and waits for its end. */
export function veritome(words: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [options.script ?? program, ...words], {
      cwd: options.cwd ?? root,
      env: { ...process.env, VERITOME_PASSPHRASE: PASSPHRASE, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

/** The same, for steps that must succeed. @throws with the whole output when the exit code is another */
export async function mustEnd(
  code: number,
  words: readonly string[],
  options: CommandOptions = {},
): Promise<Ended> {
  const ended = await veritome(words, options);
  if (ended.code !== code) {
    throw new Error(`veritome ${words.join(' ')} ended with ${ended.code}\n${ended.stdout}\n${ended.stderr}`);
  }
  return ended;
}
