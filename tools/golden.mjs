/**
 * Makes the golden run anew: the fracture example from `init` to `sign`, copied to evidence/golden without its images
 * and without its private keys. To be called only when a format or an estimator changed on purpose; the diff is reviewed.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root } from './build.mjs';

/** Images, the folders they lie in, and private keys. */
const NOT_KEPT = /\.dcm$|^data\/(test|rehearsal)$|^keys(\/|$)/;

const work = mkdtempSync(join(tmpdir(), 'veritome-golden-'));
const project = join(work, 'golden');
const target = join(root, 'evidence', 'golden');
const cli = join(root, 'bin', 'veritome.js');

veritome(work, 'init', 'golden', '--example', 'fracture');
veritome(project, 'rehearse');
veritome(project, 'key', 'create', 'qa', '--name', 'Golden run, quality assurance');
veritome(project, 'key', 'create', 'release', '--name', 'Golden run, release manager');
veritome(project, 'lock', '--as', 'qa');
veritome(project, 'run');
veritome(project, 'sign', '--as', 'release', '--meaning', 'approver');
rmSync(target, { recursive: true, force: true });
cpSync(project, target, {
  recursive: true,
  filter: (path) => !NOT_KEPT.test(relative(project, path).replaceAll('\\', '/')),
});
veritome(target, 'verify', '--without-images');
rmSync(work, { recursive: true, force: true });
console.log('evidence/golden is made; review its diff');

function veritome(cwd, ...words) {
  const done = spawnSync(process.execPath, [cli, ...words], {
    cwd,
    stdio: 'inherit',
    // The keys of this run are thrown away at once: nobody signs with them again.
    env: { ...process.env, VERITOME_PASSPHRASE: 'thrown away with the keys' },
  });
  if (done.status !== 0) {
    console.error(`veritome ${words.join(' ')} ended with ${done.status}`);
    process.exit(1);
  }
}
