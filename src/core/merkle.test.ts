import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inclusionProof, merkleRoot, rootFromProof } from './merkle.js';

// Leaves and roots of the reference tests of Certificate Transparency (google/certificate-transparency,
// merkletree/merkle_tree_test.cc): root of the first n leaves.
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map((hex) => Buffer.from(hex, 'hex'));
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('merkleRoot', () => {
  it('of no leaves is the digest of nothing', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it.each(ROOTS.map((root, index) => [index + 1, root] as const))(
    'of the first %i leaves is known',
    (n, root) => {
      expect(merkleRoot(LEAVES.slice(0, n))).toBe(root);
    },
  );

  it('of three leaves is the hand-made tree ((a b) c)', () => {
    const hash = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest();
    const [a, b, c] = ['a', 'b', 'c'].map((text) => hash(Buffer.of(0), Buffer.from(text)));
    const expected = hash(Buffer.of(1), hash(Buffer.of(1), a!, b!), c!).toString('hex');
    expect(merkleRoot(['a', 'b', 'c'].map((text) => Buffer.from(text)))).toBe(expected);
  });
});

describe('an inclusion proof', () => {
  it('leads to the root for every leaf of every size up to 33, and for no other place or size', () => {
    for (let size = 1; size <= 33; size += 1) {
      const leaves = Array.from({ length: size }, (_, index) => Buffer.from(`leaf ${index}`));
      const root = merkleRoot(leaves);
      leaves.forEach((leaf, index) => {
        const proof = inclusionProof(leaves, index);
        expect(rootFromProof(leaf, index, size, proof)).toBe(root);
        expect(rootFromProof(Buffer.from('other'), index, size, proof)).not.toBe(root);
        for (let place = 0; place < size; place += 1) {
          if (place !== index) expect(rootFromProof(leaf, place, size, proof)).not.toBe(root);
        }
        expect(rootFromProof(leaf, index, size, [...proof, root])).toBeNull();
        if (proof.length > 0) expect(rootFromProof(leaf, index, size, proof.slice(1))).not.toBe(root);
      });
    }
  });

  it('has the lengths of the example tree of seven leaves in RFC 6962 section 2.1.3', () => {
    const leaves = LEAVES.slice(0, 7);
    expect([0, 3, 4, 6].map((index) => inclusionProof(leaves, index).length)).toEqual([3, 3, 3, 2]);
  });

  it('is refused for a leaf that is not there', () => {
    expect(() => inclusionProof(LEAVES, 8)).toThrow(RangeError);
    expect(rootFromProof(LEAVES[0]!, 8, 8, [])).toBeNull();
  });

  it('changes with any leaf', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array(), { minLength: 1, maxLength: 20 }), fc.nat(), (leaves, pick) => {
        const index = pick % leaves.length;
        const changed = leaves.map((leaf, at) => (at === index ? Uint8Array.of(...leaf, 1) : leaf));
        expect(merkleRoot(changed)).not.toBe(merkleRoot(leaves));
      }),
    );
  });
});
