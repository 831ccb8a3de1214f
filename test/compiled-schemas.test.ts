import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ARTIFACT_KINDS, type ArtifactKind } from '../src/schema/schema-files.js';
import { validate } from '../src/schema/validate.js';
import { root } from './command.js';

const golden = join(root, 'evidence', 'golden');
const read = (path: string): unknown => parse(readFileSync(join(golden, path), 'utf8'));
const run = 'evidence/rehearsals/0001';
const first = (path: string): unknown => JSON.parse(readFileSync(join(golden, path), 'utf8').split('\n')[0]!);

/** Real artifacts of the kinds that people write and of those with deep structure. */
const ARTIFACTS: Partial<Record<ArtifactKind, unknown>> = {
  protocol: read('protocol.yaml'),
  'model-package': read('model/model.yaml'),
  'data-manifest': read('data/rehearsal.manifest.json'),
  prediction: first(`${run}/predictions.jsonl`),
  timing: first(`${run}/timings.jsonl`),
  'score-row': first(`${run}/scores.jsonl`),
  run: read(`${run}/run.json`),
  environment: read(`${run}/environment.json`),
  results: read(`${run}/results.json`),
};

/** The value with one place damaged in each: a field gone, a field too many, another type. */
function* damaged(value: unknown): Generator {
  const copy = (): unknown => structuredClone(value);
  const places = placesIn(value);
  const step = Math.ceil(places.length / 40);
  for (const path of places.filter((_, i) => i % step === 0)) {
    for (const put of [undefined, 7, 'x', null, [], { unheardOf: 1 }]) {
      const whole = copy();
      const parent = path.slice(0, -1).reduce((at, key) => (at as Record<string, unknown>)[key], whole);
      if (put === undefined) Reflect.deleteProperty(parent as object, path.at(-1)!);
      else (parent as Record<string, unknown>)[path.at(-1)!] = put;
      yield whole;
    }
  }
}

function placesIn(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value)
    .slice(0, 12)
    .flatMap(([key, inner]) => [[...at, key], ...placesIn(inner, [...at, key])]);
}

describe('validators that the build wrote down', () => {
  it.each(ARTIFACT_KINDS)('of kind %s say what the schema says', async (kind) => {
    const built = (await import(join(root, 'dist', 'schema', 'validate.js'))) as {
      validate: typeof validate;
    };
    const artifact = ARTIFACTS[kind];
    const values = [{}, null, 1, 'x', [], { unheardOf: 1 }];
    if (artifact !== undefined) values.push(artifact, ...(damaged(artifact) as Iterable<object>));
    for (const value of values)
      expect(await built.validate(kind, value)).toEqual(await validate(kind, value));
    if (artifact !== undefined) expect(await built.validate(kind, artifact)).toEqual([]);
  });
});
