import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no I, L, O or U. */
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * A new ULID: ten digits of time, sixteen of chance; ids of later times sort later.
 *
 * @param chance - sixteen bytes.
 * @see {@link https://github.com/ulid/spec}
 */
export function newId(nowMs: number, chance: Uint8Array = randomBytes(16)): string {
  let time = '';
  for (let rest = nowMs, digit = 0; digit < 10; digit += 1, rest = Math.floor(rest / 32)) {
    time = `${DIGITS[rest % 32]}${time}`;
  }
  // 256 is a multiple of 32, so every digit is as likely as any other.
  return time + Array.from(chance, byte => DIGITS[byte % 32]).join('');
}
