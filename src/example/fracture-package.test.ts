import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { sha256 } from '../core/digest.js';
import { keyedHash } from '../dataset/pseudonym.js';
import type { ModelPackage, Protocol } from '../schema/types.js';
import { DEVELOPMENT_COHORT, drawCohort, REHEARSAL_COHORT, TEST_COHORT, TRAINING_COHORT } from './cohort.js';
import { FRACTURE_EXAMPLE_SEED } from './fracture.js';
import { PHANTOM_VERSION } from './phantom.js';

const folder = new URL('../../protocols/fracture/', import.meta.url);
const bytes = (path: string): Buffer => readFileSync(new URL(path, folder));
const json = (path: string): unknown => JSON.parse(bytes(path).toString('utf8'));

interface Counts {
  truePositive: number;
  falseNegative: number;
  trueNegative: number;
  falsePositive: number;
}
const point = json('model/operating-point.json') as {
  threshold: number;
  derivedOn: string;
  sensitivity: number;
  counts: Counts;
};
const training = json('model/training.manifest.json') as {
  partitions: Record<string, { generator: string; seed: number; patients: number }>;
  weights: { sha256: string };
};
const keys = json('model/development.keys.json') as { key: string; patients: string[] };
const protocol = parse(bytes('protocol.yaml').toString('utf8')) as Protocol;
const pkg = parse(bytes('model/model.yaml').toString('utf8')) as ModelPackage;

describe('the fracture package', () => {
  it('has a protocol with the operating point that the development set gave', () => {
    expect(protocol.model.operatingPoint?.threshold).toBe(point.threshold);
    expect(protocol.model.operatingPoint?.derivedOn).toBe(point.derivedOn);
    const { truePositive, falseNegative, trueNegative, falsePositive } = point.counts;
    expect(truePositive + falseNegative).toBe(DEVELOPMENT_COHORT.fractured);
    expect(trueNegative + falsePositive).toBe(DEVELOPMENT_COHORT.patients - DEVELOPMENT_COHORT.fractured);
    expect(point.sensitivity).toBeCloseTo(truePositive / (truePositive + falseNegative), 6);
    expect(point.sensitivity).toBeGreaterThanOrEqual(0.85);
  });

  it('has the weights that its training manifest tells of, below 1 MB', () => {
    const weights = bytes('model/fractnet.onnx');
    expect(sha256(weights)).toBe(training.weights.sha256);
    expect(weights.length).toBeLessThan(1_000_000);
    expect(pkg.files.map(({ path }) => path).sort()).toEqual([
      'development.keys.json',
      'fractnet.onnx',
      'operating-point.json',
      'training.manifest.json',
      'training.profile.json',
    ]);
  });

  it('was trained on phantoms of this generator, with another seed than the example', () => {
    for (const partition of Object.values(training.partitions)) {
      expect(partition.generator).toBe(`phantom ${PHANTOM_VERSION}`);
      expect(partition.seed).not.toBe(FRACTURE_EXAMPLE_SEED);
    }
    expect(training.partitions['training']?.patients).toBe(TRAINING_COHORT.patients);
  });

  it('knows every patient it was developed on, and none it is tested on', () => {
    const known = new Set(keys.patients);
    const hashes = (cohort: typeof TEST_COHORT): string[] =>
      drawCohort(1, cohort).map(({ id }) => keyedHash(keys.key, id).slice(0, 32));
    expect([...hashes(TRAINING_COHORT), ...hashes(DEVELOPMENT_COHORT)].every((hash) => known.has(hash))).toBe(
      true,
    );
    expect([...hashes(TEST_COHORT), ...hashes(REHEARSAL_COHORT)].some((hash) => known.has(hash))).toBe(false);
    expect(known.size).toBe(TRAINING_COHORT.patients + DEVELOPMENT_COHORT.patients);
  });
});
