import { OptionInvalidError } from '../errors.ts';
import { parseByteSize } from './byte-size.ts';

/** How much of what may really be used: a share of it, or a number of bytes. */
export type MemoryLimit =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'bytes'; readonly bytes: number };

/**
 * Understands a memory limit: a number in (0, 1] is a share, a larger one bytes; text may also say `80%` or carry a
 * unit, decimal (`512MB`) or binary (`6GiB`), and above 1 has to: nobody who types `7` means seven bytes.
 *
 * @throws SCHEDULER_OPTION_INVALID
 */
export function parseMemoryLimit(limit: number | string): MemoryLimit {
  const [, digits, percent] = /^\s*(\d+(?:\.\d+)?)\s*(%?)\s*$/.exec(String(limit)) ?? [];
  if (digits === undefined) {
    const bytes = parseByteSize(String(limit));
    if (bytes === null || bytes === 0) throw invalid(limit);
    return { kind: 'bytes', bytes };
  }
  const value = Number(digits) / (percent === '%' ? 100 : 1);
  if (value > 0 && value <= 1) return { kind: 'share', share: value };
  if (value === 0 || percent === '%' || typeof limit === 'string') throw invalid(limit);
  return { kind: 'bytes', bytes: Math.floor(value) };
}

function invalid(limit: number | string): OptionInvalidError {
  return new OptionInvalidError(
    'memoryLimit',
    `expected a share in (0, 1] or up to 100%, or bytes such as 6GiB or 512MB, got ${JSON.stringify(limit)}`,
  );
}
