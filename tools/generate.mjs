/** Makes every generated file; `--check` changes nothing and fails when one is not current. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './build.mjs';

let failed = false;
for (const script of [
  'generate-types.mjs',
  'generate-docs.mjs',
  'generate-cli-docs.mjs',
  'generate-estimator-docs.mjs',
]) {
  const done = spawnSync(process.execPath, [join(root, 'tools', script), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
  });
  failed ||= done.status !== 0;
}
process.exit(failed ? 1 : 0);
