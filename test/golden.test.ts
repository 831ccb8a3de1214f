import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject, describe, expect, it } from 'vitest';
import { verifyProject } from '../src/verify.js';
import type { Prediction, Results } from '../src/schema/types.js';
import { root } from './command.js';

const golden = join(root, 'evidence', 'golden');
const run = 'evidence/runs/0001';

function predictionsOf(project: string): Map<string, Prediction> {
  const lines = readFileSync(join(project, run, 'predictions.jsonl'), 'utf8')
    .trim()
    .split('\n');
  return new Map(lines.map((line) => JSON.parse(line) as Prediction).map((p) => [p.image, p]));
}

function scoreOf({ outputs }: Prediction): number | null {
  const [output] = outputs;
  return output?.kind === 'score' ? output.value : null;
}

function resultsOf(project: string): Results {
  return JSON.parse(readFileSync(join(project, run, 'results.json'), 'utf8')) as Results;
}

describe('the golden run', () => {
  it('is intact, and every number follows from its stored rows by the scorer of today', async () => {
    expect(existsSync(join(golden, 'data', 'test'))).toBe(false);
    const report = await verifyProject(golden, { withoutImages: true });
    expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(report.recomputed).toEqual([expect.objectContaining({ run: 1, same: true })]);
    expect(report.intact).toBe(true);
  });

  it('is reproduced by a run made now, within the tolerance its protocol declares', () => {
    const then = predictionsOf(golden);
    const now = predictionsOf(inject('ranProject'));
    expect([...now.keys()]).toEqual([...then.keys()]);
    for (const [image, before] of then) {
      const after = now.get(image)!;
      expect(after.status).toBe(before.status);
      // access.reproduce.scoreTolerance of protocols/fracture/protocol.yaml
      const score = scoreOf(before);
      if (score !== null) expect(Math.abs(scoreOf(after)! - score)).toBeLessThanOrEqual(1e-5);
    }
    const verdicts = (results: Results) =>
      results.verdicts.map(({ endpoint, verdict }) => [endpoint, verdict]);
    expect(verdicts(resultsOf(inject('ranProject')))).toEqual(verdicts(resultsOf(golden)));
  });
});
