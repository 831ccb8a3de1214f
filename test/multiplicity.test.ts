import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Results } from '../src/schema/types.js';
import { verifyProject } from '../src/verify.js';
import { mustEnd, veritome } from './command.js';

const folder = mkdtempSync(join(tmpdir(), 'veritome-family-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ALL = 'multiplicity: { family: [E1, E2], procedure: all-must-pass }';
const E5 = '    unit: patient\n    interval: { method: delong, level: 95 %, sides: two }\n';
const CRITERION =
  '    criterion: { bound: lower, above: 80 % }\n    justification: { text: set for the test, source: none }\n';

/** The protocol of the example with another family, and a criterion for its secondary endpoint E5. */
function writeFamily(project: string, multiplicity: string, more: readonly [string, string][] = []): void {
  const file = join(project, 'protocol.yaml');
  let text = readFileSync(file, 'utf8');
  for (const [from, to] of [[ALL, multiplicity], [E5, E5 + CRITERION], ...more] as const) {
    expect(text).toContain(from);
    text = text.replace(from, () => to);
  }
  writeFileSync(file, text);
}

const level = 'alphaOneSided: 2.5 %';
const REFUSED: [what: string, multiplicity: string, code: string, words: RegExp][] = [
  [
    'weights above 1',
    `{ family: [E1, E2], procedure: bonferroni, ${level}, verdict: any, weights: { E1: 0.7, E2: 0.7 } }`,
    'VP-11-WEIGHTS',
    /weights sum to 1\.4/,
  ],
  [
    'rows above 1',
    `{ family: [E1, E2, E5], procedure: graphical, ${level}, verdict: any, weights: { E1: 1, E2: 0, E5: 0 }, transitions: { E1: { E2: 1, E5: 0.5 }, E2: {}, E5: {} } }`,
    'VP-11-GRAPH',
    /passes on sum to 1\.5/,
  ],
  [
    'a share passed to itself',
    `{ family: [E1, E2], procedure: graphical, ${level}, verdict: any, weights: { E1: 1, E2: 0 }, transitions: { E1: { E1: 0.5, E2: 0.5 }, E2: {} } }`,
    'VP-11-GRAPH',
    /E1 passes a part of its share to itself/,
  ],
  [
    'an endpoint twice',
    `{ family: [E1, E2, E2], procedure: holm, ${level}, verdict: any }`,
    'ID-REPEATED',
    /endpoint E2 stands twice/,
  ],
  [
    'an unknown endpoint',
    `{ family: [E1, E2, E99], procedure: holm, ${level}, verdict: any }`,
    'REFERENCE-UNRESOLVED',
    /there is no endpoint E99/,
  ],
  [
    'an endpoint without a criterion',
    `{ family: [E1, E2, E3], procedure: holm, ${level}, verdict: any }`,
    'VP-11-CRITERION',
    /E3 is in the family and has no criterion/,
  ],
  [
    'an exploratory endpoint',
    `{ family: [E1, E2, E8], procedure: holm, ${level}, verdict: any }`,
    'VP-11-EXTRA',
    /E8 is exploratory/,
  ],
  [
    'a level that is not that of the intervals',
    '{ family: [E1, E2], procedure: holm, alphaOneSided: 1 %, verdict: any }',
    'VP-11-LEVEL',
    /leaves 2\.5 % at each end, the level of the family is 1 %.*write level: 98 %/s,
  ],
  [
    'no level of the family',
    '{ family: [E1, E2], procedure: holm, verdict: any }',
    'VP-11-LEVEL',
    /holm states no alphaOneSided/,
  ],
  [
    'no verdict rule',
    `{ family: [E1, E2], procedure: holm, ${level} }`,
    'VP-11-VERDICT',
    /holm states no verdict.*verdict: all, any or a list/s,
  ],
  [
    'a verdict that ignores a primary endpoint',
    `{ family: [E1, E2], procedure: holm, ${level}, verdict: [E1] }`,
    'VP-11-VERDICT',
    /does not depend on E2/,
  ],
  [
    'a fixed sequence without an order',
    `{ family: [E1, E2], procedure: fixed-sequence, ${level}, verdict: any }`,
    'VP-11-ORDER',
    /fixed-sequence states no order/,
  ],
  [
    'Hochberg without its assumption',
    `{ family: [E1, E2], procedure: hochberg, ${level}, verdict: any }`,
    'VP-11-DEPENDENCE',
    /hochberg states no dependence/,
  ],
  [
    'a field that nobody would read',
    `{ family: [E1, E2], procedure: all-must-pass, ${level} }`,
    'VP-11-UNUSED',
    /all-must-pass has no alphaOneSided/,
  ],
];

describe('check refuses a family whose claims would not hold its level', () => {
  const project = join(folder, 'checked');
  let original: string;

  beforeAll(() => {
    cpSync(inject('lockedProject'), project, { recursive: true });
    original = readFileSync(join(project, 'protocol.yaml'), 'utf8');
  });
  beforeEach(() => writeFileSync(join(project, 'protocol.yaml'), original));

  it.each(REFUSED)('%s', async (_, multiplicity, code, words) => {
    writeFamily(project, `multiplicity: ${multiplicity}`);
    const ended = await veritome(['check'], { cwd: project });
    expect(ended.stdout + ended.stderr).toContain(code);
    expect(ended.stdout + ended.stderr).toMatch(words);
    expect(ended.code).toBe(2);
  });

  it('refuses Hochberg on opposite limits of one metric', async () => {
    writeFamily(
      project,
      `multiplicity: { family: [E1, E2], procedure: hochberg, ${level}, verdict: any, dependence: { assumed: positive, rationale: for the test } }`,
      [
        ['metric: specificity', 'metric: sensitivity'],
        ['criterion: { bound: lower, above: 75 % }', 'criterion: { bound: upper, below: 75 % }'],
      ],
    );
    const ended = await veritome(['check'], { cwd: project });
    expect(ended.stdout + ended.stderr).toMatch(/VP-11-DEPENDENCE.*opposite limits of sensitivity/s);
  });
});

describe('a gatekept family, from the protocol to the evidence', () => {
  const project = join(folder, 'run');
  let run: string;
  const resultsFile = 'evidence/runs/0001/results.json';

  beforeAll(async () => {
    await mustEnd(0, ['init', project, '--example', 'fracture']);
    writeFamily(
      project,
      `multiplicity:
  family: [E1, E2, E5]
  procedure: graphical
  ${level}
  weights: { E1: 1/2, E2: 1/2, E5: 0 }
  transitions: { E1: { E2: 1/2, E5: 1/2 }, E2: { E1: 1/2, E5: 1/2 }, E5: { E1: 1/2, E2: 1/2 } }
  verdict: any
`,
      // Met alone and in the family.
      [
        ['goal: 80 %', 'goal: 78 %'],
        ['criterion: { bound: lower, above: 80 % }', 'criterion: { bound: lower, above: 78 % }'],
      ],
    );
    const at = { cwd: project };
    await mustEnd(0, ['rehearse'], at);
    await mustEnd(0, ['key', 'create', 'qa', '--name', 'Quality assurance of the tests'], at);
    await mustEnd(0, ['lock', '--as', 'qa'], at);
    run = (await mustEnd(0, ['run'], at)).stdout;
  }, 180_000);

  it('shows every step, and the verdict with its rule', () => {
    expect(run).toContain(`graphical, one-sided level of the family 0.025:
  step 1: E1 p 0.003556 ≤ 0.0125, met; its level passes to E2 (now 0.01875) and E5 (now 0.00625)
  step 2: E5 p (at most 0.000001) ≤ 0.00625, met; its level passes to E2 (now 0.025)
  step 3: E2 p 0.005872 ≤ 0.025, met
verdict: MET (the verdict needs any of E1, E2)`);
  });

  it('is recomputed, step by step', async () => {
    const report = await verifyProject(project, { withoutImages: false });
    expect(report.findings).toEqual([]);
    expect(report.recomputed).toEqual([expect.objectContaining({ same: true, verdict: 'met' })]);
    const { stdout } = await mustEnd(0, ['explain', 'E5.1'], { cwd: project });
    expect(stdout).toMatch(/decided in the family by graphical at 0\.025 one-sided: rejected, p ≤ 0\.000001/);
    expect(stdout).toContain('decided now: the same');
  });

  it.each([
    [
      'a step',
      (results: Results) => {
        results.multiplicity!.steps[0]!.text = 'step 1: E1 p 0.0001 ≤ 0.0125, met';
      },
      /the decision says "step 1: E1 p 0\.0001 ≤ 0\.0125, met", the stored rows give "step 1: E1 p 0\.003556/,
    ],
    [
      'a p value',
      (results: Results) => {
        results.multiplicity!.endpoints[1]!.p = 0.001;
      },
      /the decision on E2 is not what the stored rows give/,
    ],
    [
      'the level of a step',
      (results: Results) => {
        results.multiplicity!.steps[2]!.level = 0.0125;
      },
      /the numbers of step 3 of the decision/,
    ],
    [
      'the whole decision',
      (results: Results) => {
        delete results.multiplicity;
      },
      /the decision says "nothing"/,
    ],
  ] as const)('finds %s that was changed', async (_, change, words) => {
    const file = join(project, resultsFile);
    const original = readFileSync(file, 'utf8');
    const results = JSON.parse(original) as Results;
    change(results);
    writeFileSync(file, JSON.stringify(results, null, 2));
    const { findings, intact } = await verifyProject(project, { withoutImages: false });
    writeFileSync(file, original);
    expect(intact).toBe(false);
    expect(findings.find(({ code }) => code === 'VERIFY-DECISION')?.message).toMatch(words);
  });
});
