/** `npm run bench`: every benchmark in turn. Ratios are against a baseline of the same run; nothing here is a test. */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../tools/build.mjs';

const notBenchmarks = new Set(['run.mjs', 'measure.mjs', 'ct-slices.mjs', 'jpeg.mjs']);
for (const name of readdirSync(join(root, 'bench')).sort()) {
  if (!name.endsWith('.mjs') || notBenchmarks.has(name)) continue;
  const { status } = spawnSync(process.execPath, [join(root, 'bench', name)], {
    cwd: root,
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
}
