import { sha256 } from '../core/digest.js';

/**
 * A DICOM UID under 2.25 (PS3.5 B.2): the decimal form of a UUID of version 8 (RFC 9562, 5.8) cut from a digest, so that
 * the same content always carries the same UID and nothing random is needed.
 */
export function uidFrom(...parts: (string | number)[]): string {
  const digits = sha256(`veritome example\n${parts.join('\n')}`)
    .slice(0, 32)
    .split('');
  digits[12] = '8';
  digits[16] = ((parseInt(digits[16]!, 16) & 3) | 8).toString(16);
  return `2.25.${BigInt(`0x${digits.join('')}`).toString()}`;
}
