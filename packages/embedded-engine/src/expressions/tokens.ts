import type { Literal } from './expression.ts';

/** The smallest parts of an expression. */
export type Token =
  | { readonly kind: 'name'; readonly text: string }
  | { readonly kind: 'literal'; readonly value: Literal }
  | { readonly kind: 'sign'; readonly text: string };

const SPACE = /\s+/y;
const NUMBER = /-?\d+(?:\.\d+)?/y;
const NAME = /[A-Za-z_]\w*/y;
const STRING = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/y;
const SIGN = /==|&&|[.[\]()?:]/y;
const CONSTANTS: ReadonlyMap<string, Literal> = new Map<string, Literal>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Splits an expression; `undefined` when it has a part that the engine does not know. */
export function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = [];
  let at = 0;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) at += found.length;
    return found;
  };
  while (at < text.length) {
    if (take(SPACE) !== undefined) continue;
    const token = readToken(take);
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

function readToken(take: (pattern: RegExp) => string | undefined): Token | undefined {
  const number = take(NUMBER);
  if (number !== undefined) return { kind: 'literal', value: Number(number) };
  const quoted = take(STRING);
  if (quoted !== undefined) return { kind: 'literal', value: unquote(quoted) };
  const name = take(NAME);
  if (name !== undefined) {
    const constant = CONSTANTS.get(name);
    return constant === undefined ? { kind: 'name', text: name } : { kind: 'literal', value: constant };
  }
  const sign = take(SIGN);
  return sign === undefined ? undefined : { kind: 'sign', text: sign };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

function unquote(quoted: string): string {
  return quoted.slice(1, -1).replaceAll(/\\(.)/gs, (_, escaped: string) => ESCAPES.get(escaped) ?? escaped);
}
