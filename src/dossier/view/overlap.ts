import type { EvidenceRecords } from '../evidence-records.js';
import { NOTHING, recorded, type Marked } from '../marked.js';
import { wordFor, type Words } from './words.js';

/** What the test set shares with the development data, as the results quote it from the lock. */
export interface OverlapView {
  /** Null when the protocol names no development keys. */
  keys: Marked | null;
  rows: {
    method: Marked;
    how: Marked;
    isKnown: boolean;
    /** Why nothing was compared. */
    why: Marked;
    unit: Marked;
    compared: Marked;
    notCompared: Marked;
    development: Marked;
    threshold: Marked;
    hasThreshold: boolean;
    found: Marked;
  }[];
  nothingFound: boolean;
  /** Methods that could not be applied. */
  unknown: Marked[];
  accepted: { method: Marked; id: Marked; likeness: Marked; reason: Marked }[];
}

/** Null for a rehearsal, and for runs made before it was recorded. */
export function overlapView({ results }: EvidenceRecords, words: Words): OverlapView | null {
  const { developmentOverlap: record } = results;
  if (record === undefined) return null;
  const quote = (value: string | number | null): Marked =>
    value === null ? NOTHING : recorded('results', value);
  const word = (method: string): Marked => wordFor(words, 'overlapMethods', method);
  return {
    keys: record.keys === null ? null : quote(record.keys.path),
    rows: record.methods.map((row) => ({
      method: word(row.method),
      how: quote(row.how),
      isKnown: row.state === 'compared',
      why: quote(row.why),
      unit: wordFor(words, 'overlapUnits', row.unit),
      compared: quote(row.compared),
      notCompared: quote(row.notCompared),
      development: quote(row.development),
      threshold: quote(row.threshold),
      hasThreshold: row.threshold !== null,
      found: quote(row.found.length),
    })),
    nothingFound: record.methods.every(({ state, found }) => state === 'compared' && found.length === 0),
    unknown: record.methods.filter(({ state }) => state === 'not-known').map(({ method }) => word(method)),
    accepted: record.methods.flatMap(({ method, found }) =>
      found.map(({ id, likeness, accepted }) => ({
        method: word(method),
        id: quote(id),
        likeness: quote(likeness),
        reason: quote(accepted),
      })),
    ),
  };
}
