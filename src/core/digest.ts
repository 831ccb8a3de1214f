import { hash } from 'node:crypto';
import { canonicalBytes } from './canonical.js';

/** 64 lower-case hexadecimal digits. */
export type Sha256 = string;

export function sha256(bytes: Uint8Array | string): Sha256 {
  return hash('sha256', bytes, 'hex');
}

/** Digest of the canonical JSON form (RFC 8785), so that layout and member order do not matter. */
export function sha256OfJson(value: unknown): Sha256 {
  return sha256(canonicalBytes(value));
}

export function isSha256(text: unknown): text is Sha256 {
  return typeof text === 'string' && /^[0-9a-f]{64}$/.test(text);
}

/**
 * One digest for a set of files: SHA-256 of the listing `<digest>  <path>\n`, sorted by path. Anyone can repeat it with
 * `LC_ALL=C sha256sum <paths in order> | sha256sum`.
 */
export function digestOfListing(files: readonly { path: string; sha256: Sha256 }[]): Sha256 {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return sha256(sorted.map((file) => `${file.sha256}  ${file.path}\n`).join(''));
}

/** `4f9c 1d27 …`: the first `groups` groups of four, for eyes; never for comparison. */
export function digestInGroups(digest: Sha256, groups = 4): string {
  const parts = digest.match(/.{4}/g) ?? [];
  return parts.slice(0, groups).join(' ') + (groups < parts.length ? ' …' : '');
}
