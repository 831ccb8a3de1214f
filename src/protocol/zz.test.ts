import { checkProtocol } from './read.js';
import { formatFinding } from '../core/finding.js';
import { readFileSync, existsSync } from 'node:fs';
import { test } from 'vitest';
test('x', async () => {
  for (const f of ['/tmp/w/schema/ex.yaml', '/work/main/protocols/fracture/protocol.yaml'])
    if (existsSync(f)) {
      const r = await checkProtocol(readFileSync(f), 'protocol.yaml');
      console.log(r.findings.map(formatFinding).join('\n'));
    }
  const T = async (t: string | Uint8Array) =>
    console.log((await checkProtocol(t, 'p.yaml')).findings.map(formatFinding).join('\n'));
  await T('');
  await T('# only\n');
  await T('- a\n- b\n');
  await T('hello');
  await T('a: 1\n\tb: 2\n');
  await T('a:\n\t- x\n');
  await T('a: [1, 2\nb: 3\n');
  await T('a: &x 1\nb: *x\n');
  await T('a: 1\na: 2\n');
  await T('a: 1\n---\nb: 2\n');
  await T('a: !!js/function x\n');
  await T(new Uint8Array([0, 1, 2, 255]));
  await T(new Uint8Array([0xff, 0xfe, 0x41]));
  await T('['.repeat(50000));
  await T('{"a":\n\t1,\n\t"b": 2}');
  await T('title: a: b\n');
  await T('? [a, b]\n: c\n');
  await T('null');
  await T('kind: protocol\n__proto__: 3\nconstructor: 3\n');
  await T('a: "unclosed\nb: 2\n');
  await T('a: 1\n b: 2\n');
  await T('%YAML 9.9\n---\na: 1\n');
});
