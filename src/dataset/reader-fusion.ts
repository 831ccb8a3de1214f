import type { Protocol } from '../schema/types.js';

type Fusion = Protocol['referenceStandard']['fusion'];
export type Call = 'positive' | 'negative';

/**
 * The truth that follows from the calls of the readers by the declared rule. Where consensus or a senior reader
 * decides, only calls that all agree have one; the rest is decided by persons and stands in the fused column.
 * @returns null where nothing follows
 */
export function truthOfCalls(fusion: Fusion, calls: readonly Call[]): Call | null {
  if (fusion === 'known-by-construction' || calls.length === 0) return null;
  const positives = calls.filter((call) => call === 'positive').length;
  if (positives === calls.length) return 'positive';
  if (positives === 0) return 'negative';
  if (fusion !== 'majority' || 2 * positives === calls.length) return null;
  return 2 * positives > calls.length ? 'positive' : 'negative';
}

/** True when a fused truth can stand beside these calls under the declared rule. */
export function truthFollows(fusion: Fusion, truth: Call, calls: readonly Call[]): boolean {
  if (fusion === 'known-by-construction' || calls.length === 0) return true;
  const derived = truthOfCalls(fusion, calls);
  // Readers who differ: persons decided, or, for a majority and a single reader, nothing does.
  if (derived === null) return fusion === 'consensus' || fusion === 'senior-reader';
  return truth === derived;
}
