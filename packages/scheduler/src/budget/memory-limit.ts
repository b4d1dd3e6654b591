import { OptionInvalidError } from '../errors.ts';

/** How much of what may really be used: a share of it, or a number of bytes. */
export type MemoryLimit =
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'bytes'; readonly bytes: number };

const factors: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * Understands a memory limit: a number in (0, 1] is a share, a larger one bytes; text may also say `80%` or carry a
 * unit, decimal (`512MB`) or binary (`6GiB`), and above 1 has to: nobody who types `7` means seven bytes.
 *
 * @throws SCHEDULER_OPTION_INVALID
 */
export function parseMemoryLimit(limit: number | string): MemoryLimit {
  const [, digits = '', unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*(%|[a-z]*)\s*$/i.exec(String(limit)) ?? [];
  const value = Number(digits);
  const factor = factors[unit.toLowerCase()];
  if (digits === '' || value === 0 || (unit !== '' && unit !== '%' && factor === undefined))
    throw invalid(limit);
  if (unit === '%') {
    if (value > 100) throw invalid(limit);
    return { kind: 'share', share: value / 100 };
  }
  if (factor === undefined && value <= 1) return { kind: 'share', share: value };
  if (factor === undefined && typeof limit === 'string') throw invalid(limit);
  return { kind: 'bytes', bytes: Math.floor(value * (factor ?? 1)) };
}

function invalid(limit: number | string): OptionInvalidError {
  return new OptionInvalidError(
    'memoryLimit',
    `expected a share in (0, 1] or up to 100%, or bytes such as 6GiB or 512MB, got ${JSON.stringify(limit)}`,
  );
}
