import { sha256 } from '../core/digest.js';
import { AppError } from '../core/error.js';
import { sortFindings, type Finding } from '../core/finding.js';
import { differenceText, firstDifference } from '../evidence/difference.js';
import { imageDamage, imageDamageText } from '../evidence/image-damage.js';
import { isImageRole } from '../evidence/lock-record.js';
import { digestFiles, readProjectFile } from '../evidence/project-files.js';
import { Store } from '../evidence/store.js';
import type { Lock, LockedFile, ScorerIdentity } from '../schema/types.js';
import { scorerIdentity } from './scorer.js';

/**
 * Digest every bound file again, before and after a run: nothing may have moved since the lock.
 * @param scorer the program that would compute the numbers; the running one unless told
 * @returns one error finding for each file that changed, is missing or was exchanged, and one for another program
 */
export async function checkBoundFiles(
  projectDir: string,
  lock: Lock,
  scorer?: ScorerIdentity,
): Promise<Finding[]> {
  const program = scorer ?? (await scorerIdentity());
  const present = await digestFiles(
    projectDir,
    lock.files.map(({ path }) => path),
  );
  const findings = program.sha256 === lock.scorer.sha256 ? [] : [scorerChanged(lock, program)];
  const store = new Store(projectDir);
  for (const [index, file] of lock.files.entries()) {
    const now = present[index] ?? null;
    if (now === null) findings.push(bound('BOUND-FILE-MISSING', file, 'is missing, it was locked', {}));
    else if (now.sha256 !== file.sha256)
      findings.push(await changed(projectDir, store, lock, file, now.sha256));
  }
  return sortFindings(findings);
}

/** @throws AppError INTEGRITY-BOUND-FILE or INTEGRITY-SCORER with all findings when any bound byte moved */
export async function requireBoundFiles(
  projectDir: string,
  lock: Lock,
  scorer?: ScorerIdentity,
): Promise<void> {
  const findings = await checkBoundFiles(projectDir, lock, scorer);
  const [first] = findings;
  if (first === undefined) return;
  const others = findings.length > 1 ? ` (and ${findings.length - 1} more)` : '';
  const code = first.code === 'SCORER-CHANGED' ? 'INTEGRITY-SCORER' : 'INTEGRITY-BOUND-FILE';
  throw new AppError(code, `${first.path} ${first.message}${others}`, {
    place: first.path,
    hint: first.fix,
    details: { findings },
  });
}

async function changed(
  projectDir: string,
  store: Store,
  lock: Lock,
  file: LockedFile,
  digest: string,
): Promise<Finding> {
  const args = { expected: file.sha256, found: digest };
  const other = lock.files.find((candidate) => candidate.sha256 === digest);
  if (other !== undefined) {
    const what = `changed since it was locked (it holds what ${other.path} should hold)`;
    return bound('BOUND-FILE-SWAPPED', file, what, { ...args, holds: other.path });
  }
  const bytes = (await readProjectFile(projectDir, file.path)) ?? Buffer.alloc(0);
  if (isImageRole(file.role)) {
    const damage = imageDamage(bytes, file);
    return bound('BOUND-FILE-CHANGED', file, because(imageDamageText(damage)), { ...args, damage });
  }
  const original = await store.getIfIntact(file.sha256);
  const where = original === null || sha256(bytes) === file.sha256 ? null : firstDifference(original, bytes);
  return bound('BOUND-FILE-CHANGED', file, because(where === null ? null : differenceText(where)), {
    ...args,
    ...(where === null
      ? {}
      : 'line' in where
        ? { firstDifferentLine: where.line }
        : { firstDifferentByte: where.byte }),
  });
}

function because(detail: string | null): string {
  return `changed since it was locked${detail === null ? '' : ` (${detail})`}`;
}

function bound(code: string, file: LockedFile, message: string, args: Finding['args']): Finding {
  return {
    code,
    severity: 'error',
    path: file.path,
    message,
    fix: 'restore the file as it was locked; a wanted change needs a new version of the protocol and a new lock',
    args: { file: file.path, role: file.role, ...args },
  };
}

function scorerChanged(lock: Lock, program: ScorerIdentity): Finding {
  const was = `${lock.scorer.version} (${lock.scorer.sha256.slice(0, 12)}…)`;
  const now = `${program.version} (${program.sha256.slice(0, 12)}…)`;
  return {
    code: 'SCORER-CHANGED',
    severity: 'error',
    path: 'veritome',
    message: `is ${now}, the lock binds ${was}`,
    fix: `install version ${lock.scorer.version} as it was locked, from its lockfile`,
    args: {
      expected: lock.scorer.sha256,
      found: program.sha256,
      expectedVersion: lock.scorer.version,
      foundVersion: program.version,
    },
  };
}
