/**
 * All checks in one word. Each is run even when one before it failed, so that one call shows all that is wrong. The
 * tests run last; VERITOME_CHECK_SKIP_TESTS=1 leaves them to a caller that has just run them.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './build.mjs';

const bin = (name) => join(root, 'node_modules', '.bin', name);
const checks = [
  ['format', bin('prettier'), ['--check', '--log-level=warn', '.']],
  ['types', bin('tsc'), ['-p', 'tsconfig.json']],
  [
    'lint',
    bin('eslint'),
    ['--max-warnings=0', '--cache', '--cache-location=node_modules/.cache/eslint/', '.'],
  ],
  ['generated files', process.execPath, ['tools/generate.mjs', '--check']],
  ['unused exports and dependencies', bin('knip'), []],
];
if (process.env.VERITOME_CHECK_SKIP_TESTS !== '1') checks.push(['tests', bin('vitest'), ['run']]);

let failed = 0;
for (const [name, command, words] of checks) {
  const started = performance.now();
  const done = spawnSync(command, words, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${done.status === 0 ? 'ok    ' : 'FAILED'}  ${name}  ${seconds} s`);
  if (done.status !== 0) failed += 1;
}
console.log(`${checks.length - failed} checks passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
