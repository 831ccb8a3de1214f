import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Results } from '../src/schema/types.js';
import { mustEnd, veritome } from './command.js';
import { copyOf } from './copies.js';

const gate = ['gate', '--artifact', 'model/fractnet.onnx'];

describe('sign and gate', () => {
  it('opens only for the locked model, met, verified and approved by another person', async () => {
    const project = copyOf('ranProject');
    const at = { cwd: project };

    const unsigned = await veritome(gate, at);
    expect(unsigned.stdout).toMatch(/^refused: .*approver/);
    expect(unsigned.code).toBe(1);

    await mustEnd(0, ['sign', '--as', 'release', '--meaning', 'reviewer'], at);
    expect((await veritome(gate, at)).code).toBe(1);

    await mustEnd(0, ['sign', '--as', 'qa', '--meaning', 'approver'], at);
    const own = await veritome(gate, at);
    expect(own.stdout).toContain('the only approver is the person who signed the lock');
    expect(own.code).toBe(1);

    const signed = await mustEnd(0, ['sign', '--as', 'release', '--meaning', 'approver', '--json'], at);
    expect(JSON.parse(signed.stdout)).toMatchObject({
      ok: true,
      meaning: 'approver',
      name: 'Release manager of the tests',
    });

    const open = await veritome(gate, at);
    expect(open.stdout).toBe('open: met, approved by Release manager of the tests\n');
    expect(open.stderr).toBe('');
    expect(open.code).toBe(0);

    // A copy under another name is the same digest; another byte is another model.
    copyFileSync(join(project, 'model/fractnet.onnx'), join(project, '..', 'renamed.onnx'));
    expect((await veritome(['gate', '--artifact', '../renamed.onnx'], at)).code).toBe(0);
    const bytes = readFileSync(join(project, 'model/fractnet.onnx'));
    bytes[100] = bytes[100]! ^ 1;
    writeFileSync(join(project, '..', 'other.onnx'), bytes);
    const other = await veritome(['gate', '--artifact', '../other.onnx'], at);
    expect(other.stdout).toContain('refused: this is not the model that was locked (exit 1)');
    expect(other.code).toBe(1);

    // Refusals stand in the ledger as well as openings.
    const actions = readdirSync(join(project, 'evidence/ledger'))
      .filter((name) => /^\d/.test(name))
      .sort()
      .map(
        (name) =>
          (JSON.parse(readFileSync(join(project, 'evidence/ledger', name), 'utf8')) as { action: string })
            .action,
      );
    expect(actions.slice(-3)).toEqual(['gate-opened', 'gate-opened', 'gate-refused']);

    const changed = join(project, 'evidence/runs/0001/scores.jsonl');
    writeFileSync(changed, readFileSync(changed, 'utf8').replace('"failed":false', '"failed":true'));
    const broken = await veritome(gate, at);
    expect(broken.stdout).toMatch(/refused: the evidence is not intact.*scores\.jsonl/);
    expect(broken.code).toBe(3);
  });

  it('is refused before a run, with the exit code of what is incomplete', async () => {
    const { code, stdout } = await veritome(gate, { cwd: copyOf('lockedProject') });
    expect(stdout).toContain('no run under the lock in force is finished');
    expect(code).toBe(4);
  });
});

describe('explain', () => {
  it('walks a number back to its rows and computes it again', async () => {
    const project = copyOf('ranProject');
    const results = JSON.parse(
      readFileSync(join(project, 'evidence/runs/0001/results.json'), 'utf8'),
    ) as Results;
    const row = results.estimates['E1.1']!;
    const { code, stdout } = await veritome(['explain', 'E1.1', '--cases'], { cwd: project });
    expect(code).toBe(0);
    expect(stdout).toContain(`${row.numerator} of ${row.denominator} patients`);
    expect(stdout).toContain('FR-0117');
    expect(stdout).toContain('computed now: the same to the last bit');
    expect(stdout.match(/truth positive {2}score [\d.]+, flagged/g)).toHaveLength(row.numerator!);
    const unknown = await veritome(['explain', 'E99.1'], { cwd: project });
    expect(unknown.stderr).toMatch(/^INPUT-ARGUMENT {2}no number has the code E99\.1/);
    expect(unknown.code).toBe(2);
  });
});

describe('the run', () => {
  it('holds what the protocol promised', () => {
    const project = copyOf('ranProject');
    const results = JSON.parse(
      readFileSync(join(project, 'evidence/runs/0001/results.json'), 'utf8'),
    ) as Results;
    expect(results.isEvidence).toBe(true);
    expect(new Set(Object.values(results.estimates).map(({ metric }) => metric))).toEqual(
      new Set(
        'sensitivity specificity ppv npv accuracy balanced-accuracy f1 roc-auc average-precision'.split(' '),
      ),
    );
    expect(results.failures.map(({ image }) => image)).toEqual(['FR-0117-1']);
    expect(results.estimates['E1.1']?.denominator).toBe(76);
    expect(results.estimates['E1.2']?.denominator).toBe(75);
    expect(results.verdicts.filter(({ role }) => role === 'primary').map(({ endpoint }) => endpoint)).toEqual(
      ['E1', 'E2'],
    );
    expect(results.overall.verdict).toBe('met');
  });
});
