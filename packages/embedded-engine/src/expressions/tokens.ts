/** The smallest parts of an expression. */
export type Token =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'double'; readonly value: number }
  | { readonly kind: 'int'; readonly digits: string }
  | { readonly kind: 'sign'; readonly text: string };

const SKIPPED = /(?:\s+|\/\/[^\n]*)+/y;
const DOUBLE = /(?:\d+\.\d+|\.\d+)(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+/y;
const INT = /0[xX][\da-fA-F]+|\d+/y;
const NAME = /[A-Za-z_]\w*/y;
const STRING = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y;
const SIGN = /==|!=|<=|>=|&&|\|\||[.[\](){}?:,!<>+\-*/%]/y;

/** The largest whole number of CEL. */
const LARGEST_INT = 2n ** 63n - 1n;

/** Splits an expression, up to the first part that the engine does not know; `rest` is empty when it knows all. */
export function tokenize(text: string): { readonly tokens: Token[]; readonly rest: string } {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  take(SKIPPED);
  while (at < text.length) {
    const start = at;
    const token = readToken(take);
    if (token === undefined) return { tokens, rest: text.slice(start) };
    tokens.push(token);
    take(SKIPPED);
  }
  return { tokens, rest: '' };
}

function readToken(take: (pattern: RegExp) => string | undefined): Token | undefined {
  const double = take(DOUBLE);
  if (double !== undefined) return { kind: 'double', value: Number(double) };
  const int = take(INT);
  if (int !== undefined) return readInt(BigInt(int));
  const quoted = take(STRING);
  if (quoted !== undefined) return readText(quoted);
  const name = take(NAME);
  if (name !== undefined) return { kind: 'name', text: name };
  const sign = take(SIGN);
  return sign === undefined ? undefined : { kind: 'sign', text: sign };
}

function readInt(value: bigint): Token | undefined {
  return value > LARGEST_INT ? undefined : { kind: 'int', digits: String(value) };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ...['\\', '?', '"', "'", '`'].map(sign => [sign, sign] as const),
]);

const ESCAPE = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-3][0-7]{2})|(.))/gs;

function readText(quoted: string): Token | undefined {
  let isRead = true;
  const value = quoted
    .slice(1, -1)
    .replaceAll(ESCAPE, (_, x?: string, u?: string, U?: string, o?: string, sign = '') => {
      const hex = x ?? u ?? U;
      const code =
        hex !== undefined ? Number.parseInt(hex, 16) : o !== undefined ? Number.parseInt(o, 8) : undefined;
      const escaped =
        code === undefined ? ESCAPES.get(sign) : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
      isRead &&= escaped !== undefined;
      return escaped ?? '';
    });
  return isRead ? { kind: 'text', value } : undefined;
}
