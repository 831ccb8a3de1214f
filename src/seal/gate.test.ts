import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { sha256 } from '../core/digest.js';
import { checkIntegrity } from '../evidence/integrity.js';
import { decideGate, type GateDecision } from './gate.js';
import { startLook } from './looks.js';
import {
  finishedProject,
  lock,
  makeProject,
  put,
  rehearse,
  removeFolder,
  renderDossier,
  run,
  sign,
  type TestProject,
} from './project.testkit.js';

let project: TestProject | undefined;
afterEach(() => project && removeFolder(project.dir));

async function gate(of: TestProject, path = 'model/toy.onnx'): Promise<GateDecision> {
  return decideGate(sha256(readFileSync(join(of.dir, path))), await checkIntegrity(of.dir));
}

/** Locked, run with this verdict and rendered, not signed. */
async function unsigned(overall: 'met' | 'not-met' | 'not-evaluable'): Promise<TestProject> {
  project = await makeProject();
  await rehearse(project);
  await run(project, await lock(project), overall);
  await renderDossier(project);
  return project;
}

describe('the gate', () => {
  it('opens for the locked weights of a met run that another person approved', async () => {
    project = await finishedProject();
    expect(await gate(project)).toMatchObject({
      open: true,
      reason: 'opened',
      artifact: { path: 'model/toy.onnx' },
      run: { number: 1, overall: 'met' },
      approvedBy: { id: 'release', name: 'Release Person' },
    });
  });

  it('refuses every other file, even another of the same package', async () => {
    project = await finishedProject();
    put(project.dir, 'other.onnx', 'x');
    for (const path of ['other.onnx', 'model/operating-point.json', 'protocol.yaml']) {
      expect(await gate(project, path)).toMatchObject({ open: false, reason: 'other-artifact' });
    }
  });

  it('refuses before the lock and before a finished run', async () => {
    project = await makeProject();
    expect(await gate(project)).toMatchObject({ open: false, reason: 'not-locked' });
    await rehearse(project);
    const locked = await lock(project);
    expect(await gate(project)).toMatchObject({ open: false, reason: 'no-finished-run' });
    await startLook(project.ledger, locked, { id: 'x', name: 'X', source: 'instrument' });
    expect(await gate(project)).toMatchObject({ open: false, reason: 'no-finished-run' });
  });

  it.each(['not-met', 'not-evaluable'] as const)(
    'refuses a verdict of %s, signed or not',
    async (overall) => {
      await sign(await unsigned(overall));
      expect(await gate(project!)).toMatchObject({ open: false, reason: overall });
    },
  );

  it('refuses without approval, with another meaning, and by the person who signed the lock', async () => {
    const of = await unsigned('met');
    expect(await gate(of)).toMatchObject({ reason: 'no-approval' });
    await sign(of, of.approver, 'reviewer');
    expect(await gate(of)).toMatchObject({ reason: 'no-approval' });
    await sign(of, of.author, 'approver');
    expect(await gate(of)).toMatchObject({ open: false, reason: 'approver-is-author' });
    await sign(of, of.approver, 'approver');
    expect(await gate(of)).toMatchObject({ open: true });
  });

  it('refuses when anything is not intact, whatever the file', async () => {
    project = await finishedProject();
    put(project.dir, 'evidence/runs/0001/timings.jsonl', 'changed\n');
    const decision = await gate(project);
    expect(decision).toMatchObject({ open: false, reason: 'evidence-broken' });
    expect(decision.text).toContain('evidence/runs/0001/timings.jsonl');
  });

  it('refuses for a further doubt of the caller', async () => {
    project = await finishedProject();
    const doubt = {
      code: 'X',
      severity: 'error' as const,
      path: 'results.json',
      message: 'differs',
      fix: '',
      args: {},
    };
    const report = await checkIntegrity(project.dir);
    const artifact = sha256(readFileSync(join(project.dir, 'model/toy.onnx')));
    expect(decideGate(artifact, report, [doubt])).toMatchObject({ open: false, reason: 'evidence-broken' });
  });
});
