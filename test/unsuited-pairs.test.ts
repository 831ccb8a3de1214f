import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { veritome } from './command.js';
import { copyOf } from './copies.js';

/** The protocol of the example with more endpoints, E13 and on, checked once by the program as a user calls it. */
async function check(endpoints: readonly string[]): Promise<{ code: number | null; text: string }> {
  const project = copyOf('lockedProject');
  const file = join(project, 'protocol.yaml');
  const before = readFileSync(file, 'utf8');
  const more = endpoints.map((text, i) => `\n  - id: E${13 + i}\n    ${text.replaceAll('; ', '\n    ')}`);
  const after = before.replace('\nmultiplicity:', `${more.join('')}\n\nmultiplicity:`);
  expect(after).not.toBe(before);
  writeFileSync(file, after);
  const ended = await veritome(['check'], { cwd: project });
  return { code: ended.code, text: ended.stdout + ended.stderr };
}

const BCA = 'interval: { method: cluster-bootstrap-bca, level: 95 %, sides: two, resamples: 2000 }';
const by = (method: string): string => `interval: { method: ${method}, level: 95 %, sides: two }`;

const UNSUITED = [
  [
    'an interval for independent data where patients repeat',
    `role: secondary; metric: sensitivity; unit: image; ${by('wilson')}`,
    'VP-09',
    /wilson assumes independent units.*rao-scott-wilson/s,
  ],
  [
    'DeLong where patients repeat',
    `role: secondary; metric: roc-auc; unit: image; ${by('delong')}`,
    'VP-09',
    /delong assumes independent units.*obuchowski-cluster/s,
  ],
  [
    'a likelihood ratio by the log method where patients repeat',
    `role: secondary; metric: lr-positive; unit: image; ${by('log-ratio')}`,
    'VP-09',
    /log-ratio assumes independent units.*cluster-bootstrap-bca/s,
  ],
  [
    'Wald',
    `role: secondary; metric: sensitivity; ${by('wald')}`,
    'METHOD-UNKNOWN',
    /"wald", which is refused: .*empty at 0 % and 100 %.*allowed: wilson/s,
  ],
  [
    'a trapezoid under the precision-recall curve',
    `role: secondary; metric: pr-auc; ${BCA}`,
    'METRIC-UNKNOWN',
    /"pr-auc", which is refused: straight lines.*average-precision/s,
  ],
  [
    'the exact binomial for a ratio',
    `role: secondary; metric: lr-positive; ${by('clopper-pearson')}`,
    'VP-09-METRIC',
    /clopper-pearson is no interval for lr-positive: it is made for a share.*log-ratio/s,
  ],
  [
    'a logit interval for a metric out of 0 to 1',
    `role: secondary; metric: mcc; ${by('delong-logit')}`,
    'VP-09-METRIC',
    /the logit exists between 0 and 1 only/,
  ],
  [
    'an interval of the sample for a value restated at a prevalence',
    `role: secondary; metric: ppv; prevalence: 20 %; ${by('wilson')}`,
    'VP-09-PREVALENCE',
    /use mercaldo-logit/,
  ],
  [
    'a sensitivity whose threshold comes from the test data, as primary endpoint',
    `role: primary; claim: CL-1; metric: sensitivity-at-specificity; fixedAt: 90 %; ${BCA}; hypothesis: { form: superiority-to-goal, goal: 70 % }; criterion: { bound: lower, above: 70 % }; justification: { text: none, source: none }`,
    'METRIC-DESCRIPTIVE',
    /its threshold is read off the test data/,
  ],
  [
    'a loss that shall be large',
    `role: secondary; metric: brier; ${BCA}; criterion: { bound: lower, above: 0.1 }; justification: { text: none, source: none }`,
    'VP-05-DIRECTION',
    /smaller brier is better: use \{ bound: upper, below/,
  ],
] as const;

describe('check refuses a metric and an interval that do not belong together', () => {
  let ended: Awaited<ReturnType<typeof check>>;

  beforeAll(async () => {
    ended = await check(UNSUITED.map(([, endpoint]) => endpoint));
  });

  it.each(UNSUITED)('%s', (_name, _endpoint, code, words) => {
    expect(ended.text).toContain(code);
    expect(ended.text).toMatch(words);
    expect(ended.code).toBe(2);
  });

  it('takes the new metrics where they suit', async () => {
    const { text } = await check([
      `role: secondary; metric: partial-roc-auc; range: { of: specificity, from: 80 %, to: 100 % }; unit: image; ${BCA}`,
      `role: secondary; metric: brier; ${BCA}; criterion: { bound: upper, below: 0.2 }; justification: { text: none given, source: URS-1 }`,
      `role: secondary; metric: ppv; prevalence: 20 %; ${by('mercaldo-logit')}`,
    ]);
    expect(text).not.toMatch(/METRIC-|METHOD-|VP-05|VP-09|FORM-/);
  });
});
