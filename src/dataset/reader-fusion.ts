import type { Protocol } from '../schema/types.js';

type Fusion = Protocol['referenceStandard']['fusion'];
/** What a reader said: one of the classes. */
export type Call = string;

/** The classes of a protocol that declares none, lowest first. */
export const TWO_CLASSES: readonly string[] = ['negative', 'positive'];

/**
 * The truth that follows from the calls of the readers by the declared rule. A majority is more than half of the
 * readers; the median of an odd number of ordered calls is the middle one. Where consensus or a senior reader decides,
 * only calls that all agree have one; the rest is decided by persons and stands in the fused column.
 * @param names the classes in their order
 * @returns null where nothing follows
 */
export function truthOfCalls(
  fusion: Fusion,
  calls: readonly Call[],
  names: readonly string[] = TWO_CLASSES,
): Call | null {
  const [first] = calls;
  if (fusion === 'known-by-construction' || first === undefined) return null;
  if (calls.every((call) => call === first)) return first;
  if (fusion === 'majority')
    return names.find((name) => 2 * calls.filter((call) => call === name).length > calls.length) ?? null;
  if (fusion !== 'median' || calls.length % 2 === 0) return null;
  const grades = calls.map((call) => names.indexOf(call)).sort((a, b) => a - b);
  return names[grades[(calls.length - 1) / 2] ?? -1] ?? null;
}

/** True when a fused truth can stand beside these calls under the declared rule. */
export function truthFollows(
  fusion: Fusion,
  truth: Call,
  calls: readonly Call[],
  names: readonly string[] = TWO_CLASSES,
): boolean {
  if (fusion === 'known-by-construction' || calls.length === 0) return true;
  const derived = truthOfCalls(fusion, calls, names);
  // Readers who differ: persons decided, or, for a majority, a median and a single reader, nothing does.
  if (derived === null) return fusion === 'consensus' || fusion === 'senior-reader';
  return truth === derived;
}
