import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { systemClock, timestamp, type Clock } from '../core/clock.js';
import { AppError } from '../core/error.js';
import type { LedgerAction, LedgerEntry } from '../schema/types.js';
import { claimFile, writeFileAtomic } from './atomic.js';
import { inspectLedger, type LedgerInspection } from './ledger-check.js';
import { entryBytes, entryPath, HEAD_PATH, headBytes, headOf, type RecordedEntry } from './ledger-format.js';

/** What a caller says; number, chain, time and tool are the ledger's own. */
export interface NewEntry {
  actor: LedgerEntry['actor'];
  action: LedgerAction;
  subjects?: LedgerEntry['subjects'];
  facts?: LedgerEntry['facts'];
}

/** The ledger at one moment, as attestations and signatures anchor it. */
export interface LedgerAnchor {
  size: number;
  head: string;
  root: string;
}

export interface LedgerOptions {
  /** Version of this program, written into each entry. */
  toolVersion: string;
  clock?: Clock;
}

/** Attempts to claim the next number before a crowd of other writers counts as a defect. */
const ATTEMPTS = 2000;

/**
 * Append-only, hash-chained record. One file an entry; entry n is claimed by hard-linking a complete, fsynced file to
 * its name, so that of any number of writers one wins and the others take the next number. There is no lock that a
 * killed process could leave behind, no update and no delete.
 */
export class Ledger {
  private readonly projectDir: string;
  private readonly toolVersion: string;
  private readonly clock: Clock;

  constructor(projectDir: string, options: LedgerOptions) {
    this.projectDir = projectDir;
    this.toolVersion = options.toolVersion;
    this.clock = options.clock ?? systemClock;
  }

  /**
   * @param build the entry, or a function of the entries so far: it is asked again whenever another writer was faster,
   * so that a rule such as "only one look" holds at the moment of writing; what it throws is passed on
   */
  async append(build: NewEntry | ((entries: readonly RecordedEntry[]) => NewEntry)): Promise<RecordedEntry> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const before = await this.caughtUp();
      const entry = this.complete(typeof build === 'function' ? build(before) : build, before);
      const path = entryPath(entry.sequence);
      const bytes = entryBytes(entry);
      if (await claimFile(join(this.projectDir, path), bytes, { place: path })) {
        const recorded = (await this.caughtUp()).find((other) => other.number === entry.sequence);
        if (recorded?.bytes.equals(bytes) === true) return recorded;
        throw broken('the entry just written cannot be read back', path);
      }
      await pause(randomInt(1, 10));
    }
    throw new AppError('DEFECT', 'no ledger entry could be claimed', {
      place: entryPath(0),
      hint: 'too many processes write to this ledger at once; try again',
    });
  }

  /** All entries, checked. @throws AppError INTEGRITY-LEDGER when the chain is broken */
  read(): RecordedEntry[] {
    return entriesOf(inspectLedger(this.projectDir));
  }

  /** @throws AppError INTEGRITY-LEDGER when the chain is broken */
  anchor(): LedgerAnchor {
    return anchorOf(this.read());
  }

  /** The entries, after HEAD was made to vouch for the last of them. */
  private async caughtUp(): Promise<RecordedEntry[]> {
    for (;;) {
      const state = inspectLedger(this.projectDir);
      const entries = entriesOf(state);
      if (entries.length === (state.head?.size ?? 0)) return entries;
      // Looked at again after writing: a slower writer may have put an older HEAD over a newer one.
      await writeFileAtomic(join(this.projectDir, HEAD_PATH), headBytes(headOf(entries)), { place: HEAD_PATH });
    }
  }

  private complete(entry: NewEntry, before: readonly RecordedEntry[]): LedgerEntry {
    return {
      kind: 'ledger-entry',
      schemaVersion: 1,
      sequence: before.length + 1,
      previous: before.at(-1)?.sha256 ?? '0'.repeat(64),
      at: timestamp(this.clock),
      // The minus of zero would have no business here.
      utcOffsetMinutes: 0 - this.clock.now().getTimezoneOffset(),
      actor: entry.actor,
      action: entry.action,
      subjects: entry.subjects ?? [],
      facts: entry.facts ?? {},
      tool: { name: 'veritome', version: this.toolVersion },
    };
  }
}

export function anchorOf(entries: readonly RecordedEntry[]): LedgerAnchor {
  const { size, head, root } = headOf(entries);
  return { size, head, root };
}

function entriesOf(state: LedgerInspection): RecordedEntry[] {
  const errors = state.findings.filter((finding) => finding.severity === 'error');
  const [first] = errors;
  if (first !== undefined) throw broken(`the ledger is broken: ${first.message}`, first.path, errors);
  return state.files.filter((file): file is RecordedEntry => file.entry !== null);
}

function broken(message: string, place: string, findings: unknown = []): AppError {
  return new AppError('INTEGRITY-LEDGER', message, {
    place,
    hint: 'run veritome verify for all that is damaged and restore the evidence folder from a backup',
    details: { findings },
  });
}
