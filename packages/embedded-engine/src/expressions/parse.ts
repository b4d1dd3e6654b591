import type { Accessor, Expression, FunctionName, MacroName, Operator } from './expression.ts';
import { type Token, tokenize } from './tokens.ts';

/** An expression that was read, or why it was not. */
export type ParsedExpression = { readonly expression: Expression } | { readonly problem: string };

/** The most signs, names and values of an expression that is read: none that a person writes has more. */
const MOST_TOKENS = 2_000;

/** How deep parentheses and their like are followed. */
const DEEPEST = 100;

const TOO_DEEP = `it is nested more than ${DEEPEST} deep`;

const FUNCTIONS: ReadonlySet<string> = new Set<FunctionName>([
  'startsWith',
  'endsWith',
  'contains',
  'size',
  'int',
  'double',
  'string',
  'lowercase',
  'uppercase',
]);
const METHODS: ReadonlySet<string> = new Set<FunctionName>(['startsWith', 'endsWith', 'contains', 'size']);
const TWO_OPERANDS: ReadonlySet<string> = new Set<FunctionName>(['startsWith', 'endsWith', 'contains']);
const MACROS: ReadonlySet<string> = new Set<MacroName>(['exists', 'all', 'filter', 'map']);
const ROOTS: ReadonlySet<string> = new Set(['event', 'async']);
const CONSTANTS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** The operators between two values, by how tightly they bind: the loosest first. */
const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['==', '!=', '<', '<=', '>', '>=', 'in']),
  new Set(['+', '-']),
  new Set(['*', '/', '%']),
];

/** Reads an expression of CEL, as Inngest uses it. */
export function parseExpression(text: string, mostTokens = MOST_TOKENS): ParsedExpression {
  const { tokens, rest } = tokenize(text);
  if (rest !== '') return { problem: describeRest(rest) };
  if (tokens.length > mostTokens) return { problem: `it has more than ${mostTokens} parts` };
  try {
    const reader = new Reader(tokens);
    const expression = reader.choice();
    reader.expectEnd();
    return { expression };
  } catch (error) {
    if (error instanceof Problem) return { problem: error.message };
    throw error;
  }
}

/** Says what stands where an expression could not be split any further. */
function describeRest(rest: string): string {
  const start = rest.slice(0, 20);
  if (start.startsWith('=')) return 'a single = is not understood; values are compared with ==';
  if (/^["']/.test(start)) return `the text ${start} is not closed, or has an escape that is not understood`;
  if (/^\d/.test(start)) return `the number ${start} is too large`;
  return `"${start.slice(0, 1)}" is not understood`;
}

class Problem extends Error {}

/** Recursive descent: choice, `||`, `&&`, comparison, sum, product, negation, lookup, value. */
class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;
  /** The elements that the macros around are at. */
  readonly #variables: string[] = [];

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  expectEnd(): void {
    if (this.#at < this.#tokens.length) throw this.#unexpected();
  }

  choice(): Expression {
    this.#depth += 1;
    if (this.#depth > DEEPEST) throw new Problem(TOO_DEEP);
    let expression = this.#any();
    if (this.#takeSign('?')) {
      const condition = expression;
      const then = this.#any();
      this.#expectSign(':');
      expression = { kind: 'choice', condition, then, otherwise: this.choice() };
    }
    this.#depth -= 1;
    return expression;
  }

  #any(): Expression {
    let left = this.#all();
    while (this.#takeSign('||')) left = { kind: 'any', left, right: this.#all() };
    return left;
  }

  #all(): Expression {
    let left = this.#operation(0);
    while (this.#takeSign('&&')) left = { kind: 'all', left, right: this.#operation(0) };
    return left;
  }

  #operation(level: number): Expression {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#negation();
    let left = this.#operation(level + 1);
    for (
      let operator = this.#takeOperator(operators);
      operator !== undefined;
      operator = this.#takeOperator(operators)
    ) {
      left = { kind: 'operation', operator, operands: [left, this.#operation(level + 1)] };
    }
    return left;
  }

  #takeOperator(operators: ReadonlySet<string>): Operator | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || (token.kind !== 'sign' && token.kind !== 'name')) return undefined;
    if (!operators.has(token.text)) return undefined;
    this.#at += 1;
    return token.text as Operator;
  }

  /** Signs of one kind that follow each other, as in `!!x`, are read together, and no two kinds follow each other. */
  #negation(): Expression {
    const sign = ['!', '-'].find(text => this.#isSign(text));
    if (sign === undefined) return this.#lookup();
    let count = 0;
    while (this.#takeSign(sign)) count += 1;
    if (count > DEEPEST) throw new Problem(TOO_DEEP);
    let expression = this.#lookup();
    const operator = sign === '!' ? '!' : 'neg';
    for (; count > 0; count -= 1) expression = { kind: 'operation', operator, operands: [expression] };
    return expression;
  }

  #lookup(): Expression {
    let expression = this.#value();
    for (;;) {
      if (this.#takeSign('.')) {
        const name = this.#expectName();
        expression = this.#takeSign('(') ? this.#method(expression, name) : access(expression, { name });
      } else if (this.#takeSign('[')) {
        expression = access(expression, { index: this.choice() });
        this.#expectSign(']');
      } else {
        return expression;
      }
    }
  }

  #method(target: Expression, name: string): Expression {
    if (MACROS.has(name)) return this.#macro(target, name as MacroName);
    const operands = [target, ...this.#items(')')];
    if (!METHODS.has(name)) throw new Problem(`the function "${name}" is not supported`);
    return call(name as FunctionName, operands, true);
  }

  #macro(over: Expression, name: MacroName): Expression {
    const variable = this.#expectName();
    this.#expectSign(',');
    this.#variables.push(variable);
    const body = this.choice();
    this.#variables.pop();
    this.#expectSign(')');
    return { kind: 'macro', name, over, variable, body };
  }

  #value(): Expression {
    if (this.#takeSign('(')) {
      const inner = this.choice();
      this.#expectSign(')');
      return inner;
    }
    if (this.#takeSign('[')) return { kind: 'list', items: this.#items(']') };
    if (this.#takeSign('{')) return this.#map();
    const token = this.#tokens[this.#at];
    if (token === undefined || token.kind === 'sign') throw this.#unexpected();
    this.#at += 1;
    switch (token.kind) {
      case 'text':
      case 'double':
        return { kind: 'literal', value: token.value };
      case 'int':
        return { kind: 'int', digits: token.digits };
      case 'name':
        return this.#named(token.text);
    }
  }

  #named(name: string): Expression {
    const constant = CONSTANTS.get(name);
    if (constant !== undefined) return { kind: 'literal', value: constant };
    if (this.#takeSign('(')) return this.#function(name);
    if (ROOTS.has(name) || this.#variables.includes(name)) return { kind: 'path', root: name, accessors: [] };
    throw new Problem(`it can speak of \`event\`, and not of \`${name}\``);
  }

  #function(name: string): Expression {
    const operands = this.#items(')');
    if (name === 'has') return has(operands);
    if (!FUNCTIONS.has(name) || TWO_OPERANDS.has(name))
      throw new Problem(`the function "${name}" is not supported`);
    return call(name as FunctionName, operands, false);
  }

  #map(): Expression {
    const entries: [Expression, Expression][] = [];
    while (!this.#takeSign('}')) {
      const key = this.choice();
      this.#expectSign(':');
      entries.push([key, this.choice()]);
      if (!this.#isSign('}')) this.#expectSign(',');
    }
    return { kind: 'map', entries };
  }

  /** Expressions with commas between them, and the sign that ends them. */
  #items(end: string): Expression[] {
    const items: Expression[] = [];
    while (!this.#takeSign(end)) {
      items.push(this.choice());
      if (!this.#isSign(end)) this.#expectSign(',');
    }
    return items;
  }

  #expectName(): string {
    const token = this.#tokens[this.#at];
    if (token?.kind !== 'name') throw this.#unexpected();
    this.#at += 1;
    return token.text;
  }

  #expectSign(text: string): void {
    if (!this.#takeSign(text)) throw this.#unexpected();
  }

  #takeSign(text: string): boolean {
    const found = this.#isSign(text);
    if (found) this.#at += 1;
    return found;
  }

  #isSign(text: string): boolean {
    const token = this.#tokens[this.#at];
    return token?.kind === 'sign' && token.text === text;
  }

  #unexpected(): Problem {
    const token = this.#tokens[this.#at];
    if (token === undefined) return new Problem('it ends too early');
    const text =
      'text' in token ? token.text : 'digits' in token ? token.digits : JSON.stringify(token.value);
    return new Problem(`${text} is not expected where it stands`);
  }
}

function access(of: Expression, accessor: Accessor): Expression {
  if (of.kind === 'path' || of.kind === 'access') return { ...of, accessors: [...of.accessors, accessor] };
  return { kind: 'access', of, accessors: [accessor] };
}

function call(name: FunctionName, operands: readonly Expression[], isMethod: boolean): Expression {
  if (operands.length !== (TWO_OPERANDS.has(name) ? 2 : 1)) {
    throw new Problem(`the function "${name}" has a wrong number of arguments`);
  }
  return { kind: 'call', name, operands, isMethod };
}

function has([operand, ...more]: readonly Expression[]): Expression {
  if (more.length === 0 && (operand?.kind === 'path' || operand?.kind === 'access')) {
    const last = operand.accessors.at(-1);
    if (last !== undefined && 'name' in last) {
      return { kind: 'has', of: { ...operand, accessors: operand.accessors.slice(0, -1) }, name: last.name };
    }
  }
  throw new Problem('has() asks for a field, as in has(event.data.field)');
}
