const factors: Readonly<Record<string, number>> = {
  '': 1,
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

/** Bytes with an optional unit, decimal (`512MB`) or binary (`6GiB`), rounded down; `null` for any other text. */
export function parseByteSize(text: string): number | null {
  const [, digits, unit = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const factor = factors[unit.toLowerCase()];
  return digits === undefined || factor === undefined ? null : Math.floor(Number(digits) * factor);
}
