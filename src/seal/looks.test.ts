import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Ledger } from '../evidence/ledger.js';
import { checkIntegrity } from '../evidence/integrity.js';
import type { LockedProject } from './lock-project.js';
import { looksOf, openLook, resumeLook, startLook } from './looks.js';
import { lock, makeProject, put, rehearse, removeFolder, run, type TestProject } from './project.testkit.js';

const actor = { id: 'instrument', name: 'Veritome instrument', source: 'instrument' as const };
let project: TestProject;
let locked: LockedProject;

beforeEach(async () => {
  project = await makeProject();
  await rehearse(project);
  locked = await lock(project);
});
afterEach(() => removeFolder(project.dir));

describe('looks', () => {
  it('are numbered in the ledger, each with its run and lock', async () => {
    const look = await startLook(project.ledger, locked, actor);
    expect(look).toMatchObject({ number: 1, granted: 1, run: 1, lock: locked.sha256, finished: false });
    expect(openLook(project.ledger.read())).toEqual(look);
  });

  it('are refused when none is left', async () => {
    await run(project, locked);
    expect(openLook(project.ledger.read())).toBeNull();
    const before = project.ledger.read().length;
    await expect(startLook(project.ledger, locked, actor)).rejects.toMatchObject({
      code: 'RUN-NO-LOOK-LEFT',
      exitCode: 4,
      details: { used: 1, granted: 1 },
    });
    expect(project.ledger.read()).toHaveLength(before);
  });

  it('are granted by the lock in force but counted over all locks', async () => {
    await run(project, locked);
    const further = { ...locked, sha256: 'f'.repeat(64), lock: { ...locked.lock, number: 2, looks: 2 } };
    expect(await startLook(project.ledger, further, actor)).toMatchObject({ number: 2, granted: 2, run: 2 });
  });

  it('that are open must be resumed, and stay the same look', async () => {
    await startLook(project.ledger, locked, actor);
    await expect(startLook(project.ledger, locked, actor)).rejects.toMatchObject({ code: 'INPUT-ORDER' });
    await resumeLook(project.ledger, locked, actor);
    const look = await resumeLook(project.ledger, locked, actor);
    expect(look).toMatchObject({ number: 1, run: 1, finished: false });
    expect(look.resumedAt).toHaveLength(2);
    expect(looksOf(project.ledger.read())).toHaveLength(1);
  });

  it('cannot be resumed when none is open, nor under another lock', async () => {
    await expect(resumeLook(project.ledger, locked, actor)).rejects.toMatchObject({ code: 'INPUT-ORDER' });
    await startLook(project.ledger, locked, actor);
    const other = { ...locked, sha256: 'f'.repeat(64) };
    await expect(resumeLook(project.ledger, other, actor)).rejects.toMatchObject({
      code: 'INTEGRITY-CHECKPOINT',
    });
  });

  it('are not overspent by processes that start at once', async () => {
    const starts = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        startLook(new Ledger(project.dir, { toolVersion: 'test' }), locked, actor),
      ),
    );
    expect(starts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(looksOf(project.ledger.read())).toHaveLength(1);
  });

  it('that were interrupted leave files which are no error', async () => {
    await startLook(project.ledger, locked, actor);
    put(project.dir, 'evidence/runs/0001/checkpoint.jsonl', '{}\n');
    const report = await checkIntegrity(project.dir);
    expect(report.intact).toBe(true);
    expect(report.unfinishedRuns).toEqual([1]);
    expect(report.findings).toMatchObject([{ code: 'FILE-UNFINISHED', severity: 'warning' }]);
  });
});
