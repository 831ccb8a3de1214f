import { describe, expect, it } from 'vitest';
import { digestInGroups, digestOfListing, isSha256, sha256, sha256OfJson } from './digest.js';

// FIPS 180-4 example: SHA-256 of "abc".
const ABC = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';

describe('digests', () => {
  it('know the answer of FIPS 180-4 for "abc", as text and as bytes', () => {
    expect(sha256('abc')).toBe(ABC);
    expect(sha256(Buffer.from('abc'))).toBe(ABC);
  });

  it('of JSON do not depend on member order', () => {
    expect(sha256OfJson({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  });

  it('of a listing are those of what sha256sum prints, sorted by path', () => {
    const files = [
      { path: 'b', sha256: ABC },
      { path: 'a', sha256: sha256('') },
    ];
    expect(digestOfListing(files)).toBe(sha256(`${sha256('')}  a\n${ABC}  b\n`));
  });

  it('are recognised by form alone', () => {
    expect(isSha256(ABC)).toBe(true);
    expect([ABC.toUpperCase(), ABC.slice(1), `${ABC}\n`, 7, null].map(isSha256)).not.toContain(true);
  });

  it('are shown in groups of four', () => {
    expect(digestInGroups(ABC)).toBe('ba78 16bf 8f01 cfea …');
    expect(digestInGroups(ABC, 16)).not.toContain('…');
  });
});
