import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, veritome } from './command.js';
import { HEAVY } from './layers.js';

const COMMANDS = 'init check rehearse key lock run verify dossier sign gate explain data stat qualify'.split(
  ' ',
);

describe('help', () => {
  it('names every command and the exit codes', async () => {
    const { code, stdout } = await veritome(['--help']);
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(stdout).toContain('init → check → rehearse → lock → run → verify → dossier → sign → gate');
    expect(stdout).toContain('Exit codes:');
  });

  it.each(COMMANDS)('%s has an example', async (command) => {
    const words = { key: ['key', 'create'], data: ['data', 'inventory'] }[command] ?? [command];
    const { code, stdout } = await veritome([...words, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Example:\n {2}veritome /);
  });

  it('loads no heavy package', () => {
    // A resolve hook of Node names every module that is loaded.
    const hook = `data:text/javascript,${encodeURIComponent(
      "export async function resolve(s, c, n) { const r = await n(s, c); process._rawDebug('LOADED ' + r.url); return r; }",
    )}`;
    const register = `data:text/javascript,${encodeURIComponent(
      `import { register } from 'node:module'; register(${JSON.stringify(hook)});`,
    )}`;
    const { stderr, status } = spawnSync(
      process.execPath,
      ['--import', register, join(root, 'bin', 'veritome.js'), '--help'],
      { encoding: 'utf8' },
    );
    expect(status).toBe(0);
    const loaded = stderr.split('\n').filter((line) => line.startsWith('LOADED '));
    expect(loaded.some((line) => line.includes('commander'))).toBe(true);
    for (const name of HEAVY)
      expect(loaded.filter((line) => line.includes(`/node_modules/${name}/`))).toEqual([]);
  });
});
