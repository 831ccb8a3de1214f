/** Draws of one replicate from its own counter-based stream. */
import { createHash } from 'node:crypto';

/** Seed of a cell: fixed by the seed of the whole and the name of the cell, so a cell has the same bits in any grid. */
export function seedOf(seed, id) {
  return createHash('sha256').update(`${seed} ${id}`).digest().readUIntBE(0, 6);
}

/** A seed for the resampling inside a replicate, 48 bits of its stream. */
export function innerSeed(stream) {
  return (stream.uint32() >>> 16) * 2 ** 32 + stream.uint32();
}

/**
 * Successes of one cluster, beta-binomial with mean p and intra-cluster correlation icc, drawn as a Pólya urn: each unit
 * is drawn with the probability that the units before it leave. Exact, and needs no beta variate.
 */
export function betaBinomial(stream, size, p, icc) {
  let successes = 0;
  // The urn starts with `whole` balls, p of them "success", and gets one ball a draw; without correlation it never changes.
  const whole = icc > 0 ? (1 - icc) / icc : Infinity;
  for (let j = 0; j < size; j += 1) {
    const chance = whole === Infinity ? p : (whole * p + successes) / (whole + j);
    if (stream.uniform() < chance) successes += 1;
  }
  return successes;
}

/** Units of a cluster. @param size a number, or `1-9` for 1 to 9 with equal chance */
export function clusterSize(stream, size) {
  if (typeof size === 'number') return size;
  const [from, to] = size.split('-').map(Number);
  return from + stream.below(to - from + 1);
}
