import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDevelopmentKeys } from '../dataset/development-overlap.js';
import { containedFile } from '../model/contained-path.js';

const USUAL = 'model/development.keys.json';

/**
 * Key of the pseudonyms of a set: that of the development keys which the protocol names, so that overlap can be seen;
 * those in their usual place where there is no protocol yet; else drawn for this one call.
 * @throws AppError what reading the named keys throws
 */
export async function pseudonymKeyFor(projectDir: string): Promise<string> {
  const named = await namedKeys(projectDir);
  // Keys that are named and not made yet: `check` tells of it when the protocol is done.
  if (named === null || !existsSync(join(projectDir, named))) return randomBytes(32).toString('hex');
  return (await readDevelopmentKeys(containedFile(projectDir, named, named), named)).key;
}

async function namedKeys(projectDir: string): Promise<string | null> {
  for (const name of ['protocol.yaml', 'protocol.json']) {
    const file = join(projectDir, name);
    if (!existsSync(file)) continue;
    const { parseDocument } = await import('yaml');
    // A protocol may still be a draft here: only this one field is asked for.
    const path: unknown = parseDocument(readFileSync(file, 'utf8'), { logLevel: 'silent' }).getIn([
      'data',
      'development',
    ]);
    if (typeof path === 'string' && path !== '') return path;
  }
  return existsSync(join(projectDir, USUAL)) ? USUAL : null;
}
