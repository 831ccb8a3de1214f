import { createHash } from 'node:crypto';
import type { Sha256 } from './digest.js';

/** Merkle tree of RFC 6962 section 2.1 (SHA-256, leaf prefix 00, node prefix 01) over the given leaf inputs. */
export function merkleRoot(leaves: readonly Uint8Array[]): Sha256 {
  return rootOf(leaves.map(leafHash)).toString('hex');
}

/** Audit path of leaf `index` in the tree of all `leaves`, RFC 6962 section 2.1.1, from the leaf upwards. */
export function inclusionProof(leaves: readonly Uint8Array[], index: number): Sha256[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError('no such leaf');
  return pathOf(index, leaves.map(leafHash)).map((node) => node.toString('hex'));
}

/**
 * Root that the audit path leads to, RFC 9162 section 2.1.3.2; compare it with the root that is trusted.
 * Null when the path is too long or too short for that index and size, so that it proves nothing about them.
 */
export function rootFromProof(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Sha256[],
): Sha256 | null {
  if (!Number.isInteger(index) || index < 0 || index >= size) return null;
  let node = leafHash(leaf);
  let position = index;
  let last = size - 1;
  for (const sibling of proof) {
    if (last === 0) return null;
    const other = Buffer.from(sibling, 'hex');
    if (position % 2 === 1 || position === last) {
      node = nodeHash(other, node);
      while (position % 2 === 0 && position !== 0) {
        position = Math.floor(position / 2);
        last = Math.floor(last / 2);
      }
    } else {
      node = nodeHash(node, other);
    }
    position = Math.floor(position / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? node.toString('hex') : null;
}

function leafHash(leaf: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(0)).update(leaf).digest();
}

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(Uint8Array.of(1)).update(left).update(right).digest();
}

function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 0) return createHash('sha256').digest();
  const [only] = hashes;
  if (hashes.length === 1 && only !== undefined) return only;
  const split = largestPowerOfTwoBelow(hashes.length);
  return nodeHash(rootOf(hashes.slice(0, split)), rootOf(hashes.slice(split)));
}

function pathOf(index: number, hashes: readonly Buffer[]): Buffer[] {
  if (hashes.length <= 1) return [];
  const split = largestPowerOfTwoBelow(hashes.length);
  return index < split
    ? [...pathOf(index, hashes.slice(0, split)), rootOf(hashes.slice(split))]
    : [...pathOf(index - split, hashes.slice(split)), rootOf(hashes.slice(0, split))];
}

function largestPowerOfTwoBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
