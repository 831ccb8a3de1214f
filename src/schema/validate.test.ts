import { describe, expect, it } from 'vitest';
import { nearestName } from './nearest.js';
import { readablePath, segmentsOf } from './schema-issue.js';
import type { LedgerEntry, ModelPackage, Prediction } from './types.js';
import { requireValid, validate } from './validate.js';

const PREDICTION: Prediction = {
  kind: 'prediction',
  schemaVersion: 1,
  image: 'FR-0117-1',
  case: 'FR-0117',
  inputs: [{ path: 'data/test/FR-0117-1.dcm', sha256: 'a'.repeat(64) }],
  status: 'ok',
  outputs: [{ kind: 'score', name: 'fracture', value: 0.7 }],
  failure: null,
};

const PACKAGE: ModelPackage = {
  kind: 'model-package',
  schemaVersion: 1,
  id: 'fractnet',
  version: '0.1',
  title: 'Fracture on radiographs',
  files: [{ path: 'fractnet.onnx', role: 'weights' }],
  components: [
    {
      id: 'classifier',
      adapter: 'onnx',
      file: 'fractnet.onnx',
      runtime: { executionProvider: 'cpu', intraOpThreads: 1, interOpThreads: 1, graphOptimization: 'all' },
      input: { name: 'image', type: 'float32', shape: [1, 1, 128, 128] },
      output: { name: 'logit', type: 'float32', shape: [1, 1] },
      preprocess: [{ step: 'resize', rows: 128, columns: 128, method: 'area' }],
      postprocess: [{ step: 'sigmoid' }, { step: 'select', index: 0, as: 'fracture' }],
    },
  ],
  pipeline: ['classifier'],
  outputs: [{ name: 'fracture', kind: 'score', meaning: 'probability', range: [0, 1] }],
};

const ENTRY: LedgerEntry = {
  kind: 'ledger-entry',
  schemaVersion: 1,
  sequence: 1,
  previous: '0'.repeat(64),
  at: '2026-11-23T08:00:00.000Z',
  utcOffsetMinutes: 0,
  actor: { id: 'instrument', name: 'Instrument', source: 'instrument' },
  action: 'project-created',
  subjects: [],
  facts: { images: 184, note: null },
  tool: { name: 'veritome', version: '0.1.0' },
};

const summary = async (kind: Parameters<typeof validate>[0], value: unknown): Promise<string[]> =>
  (await validate(kind, value)).map(({ code, pointer, fix }) => `${code} ${pointer} | ${fix}`);

describe('validate', () => {
  it('passes what has the right form', async () => {
    expect(await validate('prediction', PREDICTION)).toEqual([]);
    expect(
      await validate('prediction', {
        ...PREDICTION,
        status: 'failed',
        outputs: [],
        failure: { stage: 'decode', code: 'IMAGE-TRUNCATED', message: 'short' },
      }),
    ).toEqual([]);
    expect(await validate('model-package', PACKAGE)).toEqual([]);
    expect(await validate('ledger-entry', ENTRY)).toEqual([]);
  });

  it('names an unknown field with the nearest one', async () => {
    const { image, ...rest } = PREDICTION;
    expect(await summary('prediction', { ...rest, imgae: image })).toEqual([
      'FORM-MISSING-FIELD  | add it: image id of the manifest',
      'FORM-UNKNOWN-FIELD /imgae | did you mean "image"?',
    ]);
  });

  it('reports several at once, each once', async () => {
    const issues = await summary('ledger-entry', {
      ...ENTRY,
      sequence: 0,
      previous: 'x',
      actor: { ...ENTRY.actor, source: 'guess' },
    });
    expect(issues.map((text) => text.split(' |')[0])).toEqual([
      'FORM-RANGE /sequence',
      'FORM-TEXT /previous',
      'FORM-CHOICE /actor/source',
    ]);
  });

  const withStep = (step: unknown): unknown => ({
    ...PACKAGE,
    components: [{ ...PACKAGE.components[0], preprocess: [step] }],
  });

  it('explains a step by the form that was meant, not by all forms', async () => {
    const at = '/components/0/preprocess/0';
    expect(
      await summary('model-package', withStep({ step: 'resize', rows: '128', columns: 128, method: 'area' })),
    ).toEqual([`FORM-TYPE ${at}/rows | expected a whole number, such as 128; write it without quotes`]);
    expect(
      await summary('model-package', withStep({ step: 'rezise', rows: 128, columns: 128, method: 'area' })),
    ).toEqual([
      `FORM-CHOICE ${at}/step | did you mean "resize"? allowed: invert-monochrome1, window-from-header, scale-percentiles, resize, normalise`,
    ]);
  });

  it('gives the kinds of value where several would do', async () => {
    const by = [5];
    const issues = await validate('protocol', { subgroups: { kind: 'descriptive', minimum: 20, by } });
    expect(issues.filter(({ pointer }) => pointer === '/subgroups/by/0')).toEqual([
      {
        code: 'FORM-TYPE',
        pointer: '/subgroups/by/0',
        message: 'subgroups.by[0] is the number 5',
        fix: 'expected text or a group of fields; put text in quotes',
      },
    ]);
  });

  it('refuses numbers that are none', async () => {
    const outputs = [{ kind: 'score', name: 'fracture', value: NaN }];
    expect(await summary('prediction', { ...PREDICTION, outputs })).toEqual([
      'FORM-TYPE /outputs/0/value | expected a number',
    ]);
  });

  it('throws for a value that must be right, with all issues inside', async () => {
    await expect(
      requireValid('ledger-entry', { ...ENTRY, sequence: -1, at: 'noon' }, 'evidence/ledger/000001.json'),
    ).rejects.toMatchObject({
      code: 'INPUT-SCHEMA',
      place: 'evidence/ledger/000001.json#/sequence',
      message: 'sequence is the number -1 (and 1 more)',
    });
    await expect(requireValid('ledger-entry', ENTRY, 'x')).resolves.toBeUndefined();
  });
});

describe('nearestName', () => {
  const names = ['threshold', 'derivedOn', 'method', 'sensitivity', 'specificity'];
  it.each([
    ['threshhold', 'threshold'],
    ['DerivedOn', 'derivedOn'],
    ['metohd', 'method'],
    ['sensitvity', 'sensitivity'],
    ['speficicity', 'specificity'],
  ])('%s', (word, meant) => expect(nearestName(word, names)).toBe(meant));

  it.each(['colour', 'x', '', 'a'.repeat(1000)])('has no guess for %j', (word) =>
    expect(nearestName(word, names)).toBeUndefined(),
  );
});

it('reads JSON pointers', () => {
  expect(segmentsOf('/a~1b/m~0n/0')).toEqual(['a/b', 'm~n', '0']);
  expect(readablePath('/endpoints/0/metric')).toBe('endpoints[0].metric');
});
