import { AppError } from '../core/error.js';
import { numbersOf } from '../evidence/evidence-state.js';
import type { Ledger } from '../evidence/ledger.js';
import type { RecordedEntry } from '../evidence/ledger-format.js';
import type { LedgerEntry, Lock } from '../schema/types.js';

/** One recorded opening of the sequestered data. */
export interface Look {
  number: number;
  granted: number;
  /** Number of the run folder. */
  run: number;
  lock: string;
  startedAt: string;
  resumedAt: string[];
  /** Its run was attested. */
  finished: boolean;
}

type Actor = LedgerEntry['actor'];

/**
 * Every look at the test data so far. They are counted over all locks of the project: a new version of the protocol
 * does not make used data fresh.
 */
export function looksOf(entries: readonly RecordedEntry[]): Look[] {
  const finished = new Set(numbersOf(entries, 'run-attested', 'run'));
  return entries.flatMap(({ entry }) => {
    const { look, granted, run, lock } = entry.facts;
    if (entry.action !== 'look-started' || typeof run !== 'number' || typeof look !== 'number') return [];
    const resumedAt = entries
      .filter((later) => later.entry.action === 'look-resumed' && later.entry.facts['run'] === run)
      .map((later) => later.entry.at);
    return {
      number: look,
      granted: typeof granted === 'number' ? granted : 0,
      run,
      lock: typeof lock === 'string' ? lock : '',
      startedAt: entry.at,
      resumedAt,
      finished: finished.has(run),
    };
  });
}

/**
 * Number the next look in the ledger, before the first image is opened. Of two processes that start at once only as
 * many succeed as looks are left.
 * @param lock the lock in force and the digest of its lock.json
 * @param reason why the data are looked at again; null for the first look
 * @throws AppError RUN-NO-LOOK-LEFT; INPUT-ORDER when a look is still open and has to be resumed
 */
export async function startLook(
  ledger: Ledger,
  lock: { lock: Lock; sha256: string },
  actor: Actor,
  reason: string | null = null,
): Promise<Look> {
  const granted = lock.lock.looks;
  const recorded = await ledger.append((entries) => {
    const used = looksOf(entries);
    const open = used.find((look) => !look.finished);
    if (open !== undefined) {
      throw new AppError(
        'INPUT-ORDER',
        `look ${open.number} of ${open.granted} was started and is not finished`,
        {
          place: `evidence/runs/${String(open.run).padStart(4, '0')}`,
          hint: 'go on with it: veritome run --resume',
        },
      );
    }
    if (used.length >= granted) {
      throw new AppError('RUN-NO-LOOK-LEFT', `${used.length} of ${granted} looks at the test data are used`, {
        place: lock.lock.protocol.path,
        hint: 'the protocol grants no more; validate again on other data under a new protocol',
        details: { used: used.length, granted },
      });
    }
    const next = used.length + 1;
    const run = Math.max(0, ...used.map((look) => look.run)) + 1;
    return { actor, action: 'look-started', facts: { look: next, granted, run, lock: lock.sha256, reason } };
  });
  return lookIn(ledger, recorded.entry.facts['run']);
}

/** The look that is started and not finished; null when there is none. */
export function openLook(entries: readonly RecordedEntry[]): Look | null {
  return looksOf(entries).find((look) => !look.finished) ?? null;
}

/**
 * Record that an interrupted look goes on. It stays the same look.
 * @throws AppError INPUT-ORDER when no look is open, INTEGRITY-CHECKPOINT when it was started under another lock
 */
export async function resumeLook(
  ledger: Ledger,
  lock: { lock: Lock; sha256: string },
  actor: Actor,
): Promise<Look> {
  const recorded = await ledger.append((entries) => {
    const open = openLook(entries);
    if (open === null) {
      throw new AppError('INPUT-ORDER', 'there is no interrupted run to resume', {
        hint: 'start one: veritome run',
      });
    }
    if (open.lock !== lock.sha256) {
      throw new AppError('INTEGRITY-CHECKPOINT', 'the interrupted run was started under another lock', {
        hint: 'a run is finished under the lock it began with',
        details: { started: open.lock, now: lock.sha256 },
      });
    }
    const { number, granted, run } = open;
    return { actor, action: 'look-resumed', facts: { look: number, granted, run, lock: open.lock } };
  });
  return lookIn(ledger, recorded.entry.facts['run']);
}

function lookIn(ledger: Ledger, run: unknown): Look {
  const look = looksOf(ledger.read()).find((candidate) => candidate.run === run);
  if (look !== undefined) return look;
  throw new AppError('INTEGRITY-LEDGER', 'the look just recorded cannot be read back', {
    hint: 'run veritome verify',
  });
}
