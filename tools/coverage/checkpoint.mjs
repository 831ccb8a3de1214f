/** Results that survive a stop: one line of JSON a finished job, taken up again only for the same job and the same code. */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Digest of a family's code and of all it imports, so that a changed estimator is never mixed with old results. */
export function digestOfFamily(family) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const [, to] of readFileSync(file, 'utf8').matchAll(/^(?:import|export)[^'"]*['"](\.[^'"]+)['"]/gm))
      visit(join(dirname(file), to));
  };
  visit(join(here, 'families', `${family}.mjs`));
  const hash = createHash('sha256');
  for (const file of [...seen].sort())
    hash.update(relative(here, file)).update('\0').update(readFileSync(file));
  return hash.digest('hex');
}

export function keyOf(job, codeDigest) {
  return createHash('sha256').update(codeDigest).update(JSON.stringify(job)).digest('hex').slice(0, 32);
}

export function openCheckpoint(folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'cells.jsonl');
  const rows = new Map();
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const line of text.split('\n')) {
    const entry = parse(line);
    if (entry !== null) rows.set(entry.key, entry.rows);
  }
  // A torn last line must not swallow the next one.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n');
  return {
    rows,
    add(key, id, found) {
      rows.set(key, found);
      appendFileSync(file, `${JSON.stringify({ key, id, rows: found })}\n`);
    },
  };
}

function parse(line) {
  try {
    return line === '' ? null : JSON.parse(line);
  } catch {
    return null;
  }
}
