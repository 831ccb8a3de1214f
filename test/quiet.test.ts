import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { veritome } from './command.js';
import { copyOf, emptyFolder } from './copies.js';

/** Loaded into the command before anything else: a socket or a look-up of a name ends it with a word. */
const NO_NETWORK = `data:text/javascript,${encodeURIComponent(
  "import net from 'node:net'; import dns from 'node:dns';" +
    "const stop = (what) => () => { process._rawDebug('NETWORK ' + what); process.exit(99); };" +
    "net.Socket.prototype.connect = stop('connect'); net.Server.prototype.listen = stop('listen'); dns.lookup = stop('lookup');",
)}`;

describe('a run', () => {
  it('is watched by something that would notice', () => {
    const words = ['--import', NO_NETWORK, '-e', "require('node:net').connect(9)"];
    expect(spawnSync(process.execPath, words).status).toBe(99);
  });

  it('writes nothing outside its project and opens no socket', async () => {
    const project = copyOf('lockedProject');
    const home = emptyFolder();
    const temporary = emptyFolder();
    const before = readdirSync(join(project, '..'));
    const { code, stderr } = await veritome(['run'], {
      cwd: project,
      env: {
        HOME: home,
        XDG_CACHE_HOME: join(home, 'cache'),
        XDG_CONFIG_HOME: join(home, 'config'),
        TMPDIR: temporary,
        NODE_OPTIONS: `--import=${NO_NETWORK}`,
      },
    });
    expect(stderr).not.toContain('NETWORK');
    expect(code).toBe(0);
    expect(readdirSync(home)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
    expect(readdirSync(join(project, '..'))).toEqual(before);
    // The folder of the run holds what was attested and nothing that was left behind.
    expect(readdirSync(join(project, 'evidence/runs/0001')).sort()).toEqual([
      'attestation.dsse.json',
      'cases.json',
      'environment.json',
      'flow.json',
      'lock.json',
      'predictions.jsonl',
      'protocol.json',
      'reference.json',
      'results.json',
      'run.json',
      'scores.jsonl',
      'shift.json',
      'timings.jsonl',
    ]);
  });
});
