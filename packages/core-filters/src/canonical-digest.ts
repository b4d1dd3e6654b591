import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import canonicalize from 'canonicalize';

/**
 * SHA-256 of a JSON value in its canonical form, as 64 lower-case hex digits: the same on every machine.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalDigest(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalize(value) ?? '')));
}
