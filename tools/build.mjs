/** Compiles `src/` to `dist/`. Removed sources leave nothing behind: `dist/` is made anew. The schemas become code. Node built-ins only. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));

export function build() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const node = (words) => spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status === 0;
  return node([tsc, '-p', 'tsconfig.build.json']) && node([join(root, 'tools', 'compile-schemas.mjs')]);
}

/** Digest over path and content of everything the build reads. */
export function digestOfSources() {
  const hash = createHash('sha256');
  const files = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.ts$|\.testkit\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .concat(
      ['tsconfig.json', 'tsconfig.build.json', 'tools/build.mjs', 'tools/compile-schemas.mjs'].map((name) =>
        join(root, name),
      ),
    )
    .sort();
  for (const file of files)
    hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) process.exit(build() ? 0 : 1);
