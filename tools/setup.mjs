/**
 * Makes the working copy ready: dependencies as the lockfile says, then the build. Each step is skipped when its
 * inputs have not changed since it last succeeded, so the second call costs a few milliseconds. Node built-ins only,
 * since it runs before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, digestOfSources, root } from './build.mjs';

const stampFile = join(root, 'node_modules', '.cache', 'veritome', 'setup.json');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`veritome needs Node 20.19 or newer; this is ${process.versions.node}`);
  process.exit(2);
}

const stamp = readStamp();
const lockfile = createHash('sha256')
  .update(readFileSync(join(root, 'package-lock.json')))
  .digest('hex');
if (stamp.lockfile !== lockfile) {
  console.log('installing what package-lock.json names (npm ci) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) {
    console.error('npm ci failed: check that the npm registry can be reached, then start again');
    process.exit(npm.status ?? 1);
  }
  writeStamp({ lockfile });
}

const sources = digestOfSources();
if (readStamp().sources !== sources || !existsSync(join(root, 'dist', 'cli', 'main.js'))) {
  console.log('building …');
  if (!build()) process.exit(1);
  writeStamp({ lockfile, sources });
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

function writeStamp(value) {
  mkdirSync(join(root, 'node_modules', '.cache', 'veritome'), { recursive: true });
  writeFileSync(stampFile, `${JSON.stringify(value)}\n`);
}
