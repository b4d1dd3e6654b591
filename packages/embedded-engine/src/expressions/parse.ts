import type { Expression, Path } from './expression.ts';
import { type Token, tokenize } from './tokens.ts';

/** Reads an expression; `undefined` when it goes beyond what the engine understands. @see Expression */
export function parseExpression(text: string): Expression | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const expression = reader.choice();
  return reader.atEnd ? expression : undefined;
}

/** Recursive descent: choice, then `&&`, then `==`, then a value. A method returns `undefined` when it cannot. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.#at === this.#tokens.length;
  }

  choice(): Expression | undefined {
    const condition = this.#all();
    if (condition === undefined || !this.#takeSign('?')) return condition;
    const then = this.choice();
    if (then === undefined || !this.#takeSign(':')) return undefined;
    const otherwise = this.choice();
    return otherwise && { kind: 'choice', condition, then, otherwise };
  }

  #all(): Expression | undefined {
    const terms: Expression[] = [];
    do {
      const term = this.#equality();
      if (term === undefined) return undefined;
      terms.push(term);
    } while (this.#takeSign('&&'));
    const [only] = terms;
    return terms.length === 1 ? only : { kind: 'all', terms };
  }

  #equality(): Expression | undefined {
    const left = this.#value();
    if (left === undefined || !this.#takeSign('==')) return left;
    const right = this.#value();
    return right && { kind: 'equal', left, right };
  }

  #value(): Expression | undefined {
    if (this.#takeSign('(')) {
      const inner = this.choice();
      return this.#takeSign(')') ? inner : undefined;
    }
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'sign') return undefined;
    this.#at += 1;
    return token.kind === 'literal' ? token : this.#path(token.text);
  }

  #path(root: string): Path | undefined {
    if (root !== 'event' && root !== 'async') return undefined;
    const keys: string[] = [];
    for (let key = this.#key(); key !== undefined; key = this.#key()) keys.push(key);
    const endsInMid = this.#isSign(this.#tokens[this.#at], '.') || this.#isSign(this.#tokens[this.#at], '[');
    return keys.length === 0 || endsInMid ? undefined : { kind: 'path', root, keys };
  }

  /** One step of a path: `.name` or `["any text"]`. */
  #key(): string | undefined {
    const [sign, key, close] = this.#tokens.slice(this.#at, this.#at + 3);
    if (this.#isSign(sign, '.') && key?.kind === 'name') {
      this.#at += 2;
      return key.text;
    }
    const isQuoted = key?.kind === 'literal' && typeof key.value === 'string';
    if (this.#isSign(sign, '[') && isQuoted && this.#isSign(close, ']')) {
      this.#at += 3;
      return String(key.value);
    }
    return undefined;
  }

  #takeSign(text: string): boolean {
    const found = this.#isSign(this.#tokens[this.#at], text);
    if (found) this.#at += 1;
    return found;
  }

  #isSign(token: Token | undefined, text: string): boolean {
    return token?.kind === 'sign' && token.text === text;
  }
}
