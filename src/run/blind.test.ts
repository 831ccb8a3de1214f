import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { isolationFlags, permissionFlag, WORKER_VARIABLES } from './isolation.js';
import { makeTestProject, type TestProject } from './project.testkit.js';
import { execute } from './run.js';

const projects: TestProject[] = [];
afterEach(() => projects.splice(0).forEach((project) => project.remove()));

function project(images = 2): TestProject {
  const made = makeTestProject(images);
  projects.push(made);
  return made;
}

/** Runs a few lines with the very flags and environment of the process that infers. */
function inWorkerWalls({ dir }: TestProject, script: string): string {
  const flags = isolationFlags([join(dir, 'model/tiny.onnx')], [join(dir, 'data/test')]);
  const done = spawnSync(process.execPath, [...flags, '--input-type=module', '-e', script], {
    env: { ...WORKER_VARIABLES },
    encoding: 'utf8',
  });
  return (done.stdout + done.stderr).trim();
}

const attempt = (action: string): string =>
  `import fs from 'node:fs'; import cp from 'node:child_process'; import wt from 'node:worker_threads';
   try { ${action}; console.log('possible'); } catch (error) { console.log(error.code); }`;

describe('the process that infers', () => {
  it('cannot open the reference standard, the ledger or the protocol, nor write, start processes or threads', () => {
    const made = project();
    made.write('evidence/ledger/000001.json', '{}');
    made.write('protocol.yaml', '');
    const path = (relative: string): string => JSON.stringify(join(made.dir, relative));
    for (const denied of [
      `fs.readFileSync(${path('data/reference.csv')})`,
      `fs.readdirSync(${path('data')})`,
      `fs.readFileSync(${path('evidence/ledger/000001.json')})`,
      `fs.readFileSync(${path('protocol.yaml')})`,
      `fs.readFileSync(${path('model/model.yaml')})`,
      `fs.readFileSync(${path('data/test/../reference.csv')})`,
      `fs.readFileSync('/etc/hostname')`,
      `fs.writeFileSync(${path('data/test/note.txt')}, '')`,
      `fs.symlinkSync(${path('data/reference.csv')}, ${path('data/test/link')})`,
      `cp.spawnSync('cat', [${path('data/reference.csv')}])`,
      `new wt.Worker('1', { eval: true })`,
    ]) {
      expect([denied, inWorkerWalls(made, attempt(denied))]).toEqual([denied, 'ERR_ACCESS_DENIED']);
    }
    for (const allowed of [
      `fs.readFileSync(${path('data/test/TP-0001.dcm')})`,
      `fs.readFileSync(${path('model/tiny.onnx')})`,
    ]) {
      expect([allowed, inWorkerWalls(made, attempt(allowed))]).toEqual([allowed, 'possible']);
    }
  });

  it('inherits no variable of the caller', () => {
    process.env['VERITOME_TEST_MARK'] = 'seen';
    const seen = inWorkerWalls(project(), 'console.log(JSON.stringify(process.env))');
    delete process.env['VERITOME_TEST_MARK'];
    expect(JSON.parse(seen)).toEqual(WORKER_VARIABLES);
  });

  it('stops before the first image when the reference standard lies among the images', async () => {
    const { options, dir } = project();
    renameSync(join(dir, 'data/reference.csv'), join(dir, 'data/test/reference.csv'));
    await expect(execute({ ...options, mustNotRead: ['data/test/reference.csv'] })).rejects.toMatchObject({
      code: 'INPUT-NOT-BLIND',
      place: 'data/test/reference.csv',
    });
  });

  it('stops when a folder name would open more than itself', () => {
    expect(() => isolationFlags([], ['/data/*'])).toThrow('asterisk');
  });

  it('has no network: every way to a socket refuses', async () => {
    const { dir } = project();
    mkdirSync(join(dir, 'x'));
    const { PROGRAM_ROOT } = await import('./isolation.js');
    const guard = JSON.stringify(join(PROGRAM_ROOT, 'dist/run/no-network.js'));
    const ways = `
      import net from 'node:net'; import http from 'node:http'; import https from 'node:https';
      import dgram from 'node:dgram'; import dns from 'node:dns'; import tls from 'node:tls'; import http2 from 'node:http2';
      const { cutNetwork } = await import(${guard});
      cutNetwork();
      const ways = {
        net: () => net.connect(9, '127.0.0.1'), tls: () => tls.connect(9, '127.0.0.1'),
        http: () => http.get('http://127.0.0.1:9'), https: () => https.get('https://127.0.0.1:9'),
        http2: () => http2.connect('http://127.0.0.1:9'),
        fetch: () => fetch('http://127.0.0.1:65000'), listen: () => net.createServer().listen(0),
        udp: () => dgram.createSocket('udp4').send('x', 9, '127.0.0.1'), dns: () => dns.lookup('localhost', () => {}),
        promises: () => dns.promises.resolve4('localhost'),
      };
      process.on('uncaughtException', () => {});
      for (const [name, way] of Object.entries(ways)) {
        const said = await new Promise((resolve) => {
          try { Promise.resolve(way()).then(() => resolve('possible'), (e) => resolve((e.cause ?? e).message)); }
          catch (e) { resolve(e.message); }
        });
        console.log(name + ': ' + said);
      }
      process.exit(0);`;
    const refused = 'the process that infers tried to use the network';
    const said = inWorkerWalls({ dir } as TestProject, ways).split('\n');
    expect(said).toEqual(
      ['net', 'tls', 'http', 'https', 'http2', 'fetch', 'listen', 'udp', 'dns', 'promises'].map(
        (name) => `${name}: ${refused}`,
      ),
    );
  });

  it.each([
    ['20.19.0', '--experimental-permission'],
    ['22.12.0', '--experimental-permission'],
    ['22.13.0', '--permission'],
    ['23.4.0', '--experimental-permission'],
    ['23.5.0', '--permission'],
    ['24.0.0', '--permission'],
  ])('Node %s calls the flag %s', (version, flag) => {
    expect(permissionFlag(version)).toBe(flag);
  });
});
