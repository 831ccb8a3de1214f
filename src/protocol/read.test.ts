import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { formatFinding } from '../core/finding.js';
import { FINDING_CODES } from './finding-codes.js';
import { checkProtocol, parseProtocol, readProtocol } from './read.js';
import { broken, VALID_PROTOCOL } from './valid-protocol.testkit.js';

const codesOf = async (input: string | Uint8Array): Promise<string[]> => {
  const { findings } = await parseProtocol(input, 'p.yaml');
  return findings.map(({ code, line, column }) => `${code} ${line ?? 0}:${column ?? 0}`);
};

describe('what is no protocol at all', () => {
  it.each<[string, string | Uint8Array, string[]]>([
    ['nothing', '', ['FILE-EMPTY 1:1']],
    ['comments only', '# later\n', ['FILE-EMPTY 1:1']],
    ['a list', '- a\n- b\n', ['FORM-TYPE 1:1']],
    ['one word', 'hello', ['FORM-TYPE 1:1']],
    ['null', 'null', ['FORM-TYPE 1:1']],
    ['binary', new Uint8Array([0x89, 0x50, 0, 1]), ['FILE-NOT-TEXT 1:1']],
    ['another encoding', new Uint8Array([0x61, 0xe4, 0x62]), ['FILE-NOT-TEXT 1:1']],
    ['too much', ' '.repeat(1_048_577), ['FILE-TOO-LARGE 1:1']],
    ['a tab', 'id: a\nmodel:\n\tpackage: x\n', ['YAML-SYNTAX 3:1']],
    ['a bracket left open', 'users: [a, b\nid: c\n', ['YAML-SYNTAX 2:1']],
    ['a colon in plain text', 'title: a: b\n', ['YAML-SYNTAX 1:8']],
    ['a repeated key', 'id: a\ntitle: b\nid: c\n', ['YAML-REPEATED-KEY 3:1']],
    ['two documents', 'id: a\n---\nid: b\n', ['YAML-DOCUMENTS 2:1']],
    ['an alias', 'id: &x a\ntitle: *x\n', ['YAML-ALIAS 1:8', 'YAML-ALIAS 2:8']],
    ['a tag', 'id: !!binary aGk=\n', ['YAML-TAG 1:14']],
    ['a key that is a list', '? [a]\n: b\n', ['YAML-KEY 1:3']],
  ])('%s', async (_, input, expected) => {
    expect(await codesOf(input)).toEqual(expected);
  });

  it('nested beyond the call stack', async () => {
    const { findings } = await parseProtocol('['.repeat(5_000), 'p.yaml');
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['YAML-SYNTAX', 'is nested too deeply'],
    ]);
  });

  it('a bomb of aliases is refused without being expanded', async () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i},`.repeat(9)}]`);
    const codes = await codesOf(`l0: &l0 x\n${levels.join('\n')}\n`);
    expect(new Set(codes.map((text) => text.split(' ')[0]))).toEqual(new Set(['YAML-ALIAS']));
  });

  it('any text gives findings or a protocol, never an exception', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({
          unit: fc.constantFrom(
            'a',
            ':',
            ' ',
            '\n',
            '\t',
            '-',
            '[',
            ']',
            '{',
            '}',
            '"',
            "'",
            '&',
            '*',
            '!',
            '|',
            '>',
            '%',
            '#',
            '1',
            '.',
          ),
        }),
        async (text) => {
          const { protocol, findings } = await checkProtocol(text, 'p.yaml');
          expect(protocol).toBeNull();
          expect(findings.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100, seed: 7 },
    );
  });
});

describe('form', () => {
  it('reads JSON as well, with places', async () => {
    const json = JSON.stringify(parse(VALID_PROTOCOL), null, 2);
    expect((await checkProtocol(json, 'protocol.json')).findings).toEqual([]);
    const { findings } = await checkProtocol(json.replace('"looks": 1', '"looks": "1"'), 'protocol.json');
    const line = json.split('\n').findIndex((text) => text.includes('"looks"')) + 1;
    expect(findings.map(({ code, line: at }) => [code, at])).toEqual([['FORM-TYPE', line]]);
  });

  it('reads JSON indented with tabs', async () => {
    const json = JSON.stringify(parse(VALID_PROTOCOL), null, '\t');
    expect((await checkProtocol(json, 'protocol.json')).findings).toEqual([]);
  });

  it('reads past a byte order mark and Windows line ends', async () => {
    const text = `\ufeff${VALID_PROTOCOL.replaceAll('\n', '\r\n')}`;
    expect((await checkProtocol(text, 'p.yaml')).findings).toEqual([]);
  });

  it('words an unknown field, a wrong type and a missing field for a reader who knows no schema', async () => {
    const text = broken(
      ['version: "1.0"', 'version: 1.0'],
      ['derivedOn:', 'derivedFrom:'],
      ['looks: 1', 'looks: yes'],
    );
    const { findings } = await checkProtocol(text, 'protocol.yaml');
    expect(findings.map(formatFinding)).toEqual([
      'protocol.yaml:4:10  FORM-TYPE  version is the number 1\n    expected text, such as 1.0; put text in quotes',
      'protocol.yaml:19:3  VP-08  model.operatingPoint.derivedOn is missing\n    add it: name of the data set the threshold was chosen on, such as DEV-4',
      'protocol.yaml:21:5  FORM-UNKNOWN-FIELD  unknown field "derivedFrom"\n    did you mean "derivedOn"?',
      'protocol.yaml:89:10  FORM-TYPE  access.looks is the text "yes"\n    expected a whole number, such as 1',
    ]);
  });

  it('names the comma trap of YAML', async () => {
    const { findings } = await checkProtocol(
      broken(['text: Finds acute fractures', 'text: Finds them, always so']),
      'p.yaml',
    );
    expect(findings.map(({ code, fix }) => [code, fix])).toEqual([
      ['FORM-UNKNOWN-FIELD', 'put text that holds a comma or a colon in quotes'],
    ]);
  });

  it('takes no prototype member for a field', async () => {
    const { findings } = await checkProtocol(
      `${VALID_PROTOCOL}__proto__: { a: 1 }\nconstructor: x\n`,
      'p.yaml',
    );
    expect(findings.map(({ code }) => code)).toEqual(['FORM-UNKNOWN-FIELD', 'FORM-UNKNOWN-FIELD']);
  });

  it.each(['.nan', '.inf', '-.inf'])('refuses %s as a number', async (text) => {
    const { findings } = await checkProtocol(broken(['threshold: 0.46', `threshold: ${text}`]), 'p.yaml');
    expect(findings.map(({ code }) => code)).toEqual(['FORM-TYPE']);
  });

  it('refuses a seed that a double cannot hold', async () => {
    const { findings } = await checkProtocol(broken(['seed: 20261123', 'seed: 9007199254740993']), 'p.yaml');
    expect(findings.map(({ code }) => code)).toEqual(['VP-09']);
  });
});

describe('the file', () => {
  it('is read with its place; one that is missing is an error', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'veritome-protocol-'));
    try {
      writeFileSync(join(folder, 'protocol.yaml'), VALID_PROTOCOL);
      expect((await readProtocol(join(folder, 'protocol.yaml'), 'protocol.yaml')).protocol?.id).toBe(
        'VP-FRX-001',
      );
      await expect(readProtocol(join(folder, 'none.yaml'), 'none.yaml')).rejects.toMatchObject({
        code: 'INPUT-FILE-MISSING',
        place: 'none.yaml',
      });
      await expect(readProtocol(folder, 'folder')).rejects.toMatchObject({ code: 'INPUT-FILE-UNREADABLE' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

it('documents each finding once', () => {
  const codes = FINDING_CODES.map(({ code }) => code);
  expect(new Set(codes).size).toBe(codes.length);
});
