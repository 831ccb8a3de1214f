import { createHash, createHmac } from 'node:crypto';

/** HMAC-SHA-256 (RFC 2104) of an identifier as UTF-8, 64 hex digits: nothing leads back to it without the key. */
export function keyedHash(key: string, identifier: string): string {
  return createHmac('sha256', key).update(identifier, 'utf8').digest('hex');
}

/** First 32 hex digits of `keyedHash`: case ids and UIDs in a manifest. */
export function pseudonym(key: string, identifier: string): string {
  return keyedHash(key, identifier).slice(0, 32);
}

/** Tells keys apart without giving one away. */
export function pseudonymKeyId(key: string): string {
  return createHash('sha256').update(key, 'utf8').digest('hex').slice(0, 16);
}
