import { AppError } from '../core/error.js';
import type { ModelPackage } from '../schema/types.js';

/**
 * Structure of a model package, checked by hand.
 * @throws AppError INPUT-SCHEMA naming the first place that does not fit
 */
export function requireShape(value: unknown, place: string): ModelPackage {
  const wrong = MODEL_PACKAGE(value, '');
  if (wrong === null) return value as ModelPackage;
  throw new AppError('INPUT-SCHEMA', wrong.expected, {
    place: `${place}#${wrong.pointer === '' ? '/' : wrong.pointer}`,
    hint: 'see the model package schema for every field, its meaning and an example',
  });
}

type Check = (value: unknown, pointer: string) => { pointer: string; expected: string } | null;

function is(expected: string, holds: (value: unknown) => boolean): Check {
  return (value, pointer) =>
    holds(value)
      ? null
      : {
          pointer,
          expected: `expected ${expected}, found ${value === undefined ? 'nothing' : JSON.stringify(value)}`,
        };
}

const text = is('text', (value) => typeof value === 'string' && value !== '');
const finite = is('a number', (value) => typeof value === 'number' && Number.isFinite(value));
const count = is('a whole number from 1', (value) => Number.isSafeInteger(value) && (value as number) >= 1);
const index = is('a whole number from 0', (value) => Number.isSafeInteger(value) && (value as number) >= 0);
const oneOf = (...choices: unknown[]): Check =>
  is(choices.map(String).join(' or '), (value) => choices.includes(value));

function listOf(check: Check, least = 0): Check {
  return (value, pointer) => {
    if (!Array.isArray(value) || value.length < least)
      return { pointer, expected: `expected a list of at least ${least}` };
    return firstWrong(value.map((item, i) => check(item, `${pointer}/${i}`)));
  };
}

function pair(check: Check): Check {
  return (value, pointer) =>
    Array.isArray(value) && value.length === 2
      ? listOf(check)(value, pointer)
      : { pointer, expected: 'expected a list of two' };
}

function record(members: Record<string, Check>, optional: Record<string, Check> = {}): Check {
  return (value, pointer) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return { pointer, expected: 'expected a mapping' };
    const given = value as Record<string, unknown>;
    const known = { ...members, ...optional };
    const stray = Object.keys(given).find((key) => !Object.hasOwn(known, key));
    if (stray !== undefined) return { pointer: `${pointer}/${stray}`, expected: `unknown key ${stray}` };
    return firstWrong(
      Object.entries(known).map(([key, check]) =>
        key in given || Object.hasOwn(members, key) ? check(given[key], `${pointer}/${key}`) : null,
      ),
    );
  };
}

/** Chooses the record by the value of one member. */
function variant(key: string, records: Record<string, Check>): Check {
  return (value, pointer) => {
    const name = (value as Record<string, unknown> | null)?.[key];
    const check = typeof name === 'string' && Object.hasOwn(records, name) ? records[name] : undefined;
    return check === undefined
      ? { pointer: `${pointer}/${key}`, expected: `expected ${Object.keys(records).join(' or ')}` }
      : check(value, pointer);
  };
}

function firstWrong(results: readonly ReturnType<Check>[]): ReturnType<Check> {
  return results.find((result) => result !== null) ?? null;
}

const tensor = record({ name: text, type: oneOf('float32'), shape: listOf(count, 1) });

const MODEL_PACKAGE = record(
  {
    kind: oneOf('model-package'),
    schemaVersion: oneOf(1),
    id: text,
    version: text,
    title: text,
    files: listOf(
      record({
        path: text,
        role: oneOf('weights', 'operating-point', 'training', 'development-keys', 'documentation'),
      }),
      1,
    ),
    components: listOf(
      record({
        id: text,
        adapter: oneOf('onnx'),
        file: text,
        runtime: record({
          executionProvider: oneOf('cpu'),
          intraOpThreads: count,
          interOpThreads: count,
          graphOptimization: oneOf('disabled', 'basic', 'extended', 'all'),
        }),
        input: tensor,
        output: tensor,
        preprocess: listOf(
          variant('step', {
            'invert-monochrome1': record({ step: text }),
            'window-from-header': record({ step: text }),
            'scale-percentiles': record({ step: text, lower: finite, upper: finite }),
            resize: record({ step: text, rows: count, columns: count, method: oneOf('area', 'bilinear') }),
            normalise: record({ step: text, mean: finite, standardDeviation: finite }),
          }),
        ),
        postprocess: listOf(
          variant('step', {
            sigmoid: record({ step: text }),
            select: record({ step: text, index, as: text }),
          }),
          1,
        ),
      }),
      1,
    ),
    pipeline: listOf(text, 1),
    outputs: listOf(record({ name: text, kind: oneOf('score'), meaning: text, range: pair(finite) }), 1),
  },
  { $schema: text },
);
