import type { FunctionName, Operator } from './expression.ts';
import {
  areEqual,
  compare,
  EvaluationStopped,
  Failure,
  isKnown,
  isList,
  isMap,
  isNumber,
  MISSING,
  printed,
  printedDouble,
  typeOf,
  type Value,
} from './value.ts';

type Operation = (...operands: readonly Value[]) => Value;

const NO_OVERLOAD = new Failure('no such overload');

const ORDERINGS: Readonly<Record<string, (order: number) => boolean>> = {
  '<': order => order < 0,
  '<=': order => order <= 0,
  '>': order => order > 0,
  '>=': order => order >= 0,
};

/** What a missing operand makes of a comparison: nothing is less than anything, and not more. */
const WITH_MISSING: Readonly<Record<string, boolean>> = { '<': true, '<=': true, '>': false, '>=': false };

const OPERATIONS: Readonly<Record<Operator | FunctionName, Operation>> = {
  '==': (a, b) => areEqual(a as Value, b as Value),
  '!=': (a, b) => !areEqual(a as Value, b as Value),
  '<': (a, b) => inOrder('<', a as Value, b as Value),
  '<=': (a, b) => inOrder('<=', a as Value, b as Value),
  '>': (a, b) => inOrder('>', a as Value, b as Value),
  '>=': (a, b) => inOrder('>=', a as Value, b as Value),
  in: (item, container) => isIn(item as Value, container as Value),
  '+': (a, b) => add(a as Value, b as Value),
  '-': (a, b) =>
    calculate(
      a,
      b,
      (x, y) => x - y,
      (x, y) => x - y,
    ),
  '*': (a, b) =>
    calculate(
      a,
      b,
      (x, y) => x * y,
      (x, y) => x * y,
    ),
  '/': (a, b) =>
    b === 0n
      ? new Failure('division by zero')
      : calculate(
          a,
          b,
          (x, y) => x / y,
          (x, y) => x / y,
        ),
  '%': (a, b) => (b === 0n ? new Failure('modulus by zero') : calculate(a, b, (x, y) => x % y)),
  '!': value => (typeof value === 'boolean' ? !value : NO_OVERLOAD),
  neg: value =>
    typeof value === 'number' ? -value : typeof value === 'bigint' ? inRange(-value) : NO_OVERLOAD,
  startsWith: (text, part) => ofTexts(text, part, (a, b) => a.startsWith(b)),
  endsWith: (text, part) => ofTexts(text, part, (a, b) => a.endsWith(b)),
  contains: (text, part) => ofTexts(text, part, (a, b) => a.includes(b)),
  size: value => sizeOf(value as Value),
  int: value => toInt(value as Value),
  double: value => toDouble(value as Value),
  string: value => toText(value as Value),
  lowercase: value => (typeof value === 'string' ? value.toLowerCase() : ''),
  uppercase: value => (typeof value === 'string' ? value.toUpperCase() : ''),
};

/**
 * Does an operation as an Inngest server does, which is more forgiving than CEL: what is missing counts for null, a null
 * is the least of numbers and texts, and anything can be joined to anything as text.
 */
export function operate(name: Operator | FunctionName, operands: readonly Value[]): Value {
  if (!operands.every(isKnown)) return withMissing(name, operands);
  const result = OPERATIONS[name](...operands);
  const [a, b] = operands as readonly [Value, Value | undefined];
  if (!(result instanceof Failure) || b === undefined || typeOf(a) === typeOf(b)) return result;
  if (name === '+') return `${printed(a)}${printed(b)}`;
  const ordering = ORDERINGS[name];
  if (ordering === undefined || (a !== null && b !== null)) return result;
  const order = compare(a ?? zeroOf(b), b ?? zeroOf(a));
  if (!(order instanceof Failure)) return ordering(order);
  if (a === null) throw new EvaluationStopped(`null has no order with ${typeOf(b)}`);
  return order;
}

/** What an operation comes to where an operand is missing, or failed. */
function withMissing(name: Operator | FunctionName, operands: readonly Value[]): Value {
  const [a, b] = operands as readonly [Value, Value | undefined];
  switch (name) {
    case '+':
      if (a instanceof Failure || b instanceof Failure) return joinedToFailure(a, b as Value);
      return operands.find(operand => operand !== MISSING) ?? false;
    case '==':
      return operands.includes(null);
    case '!=':
      return !operands.includes(null);
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const whenFirst = WITH_MISSING[name] === true;
      return isKnown(a) ? !whenFirst : whenFirst;
    }
    case 'size':
      return 0n;
    default:
      return false;
  }
}

function joinedToFailure(a: Value, b: Value): Value {
  if (a === MISSING) return b;
  if (b === MISSING || (a instanceof Failure && b instanceof Failure)) return a;
  return `${printed(a)}${printed(b)}`;
}

function inOrder(name: '<' | '<=' | '>' | '>=', a: Value, b: Value): Value {
  const order = compare(a, b);
  return order instanceof Failure ? order : (ORDERINGS[name]?.(order) ?? false);
}

function isIn(item: Value, container: Value): Value {
  if (isList(container)) return container.some(other => areEqual(item, other));
  if (isMap(container)) return typeof item === 'string' && Object.hasOwn(container, item);
  return NO_OVERLOAD;
}

function add(a: Value, b: Value): Value {
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (isList(a) && isList(b)) return [...a, ...b];
  return calculate(
    a,
    b,
    (x, y) => x + y,
    (x, y) => x + y,
  );
}

/** Two numbers of one kind; CEL mixes whole numbers and doubles in comparisons only. */
function calculate(
  a: Value | undefined,
  b: Value | undefined,
  ofInts: (x: bigint, y: bigint) => bigint,
  ofDoubles?: (x: number, y: number) => number,
): Value {
  if (typeof a === 'bigint' && typeof b === 'bigint') return inRange(ofInts(a, b));
  if (typeof a === 'number' && typeof b === 'number' && ofDoubles !== undefined) return ofDoubles(a, b);
  return NO_OVERLOAD;
}

function inRange(value: bigint): Value {
  return BigInt.asIntN(64, value) === value ? value : new Failure('integer overflow');
}

function ofTexts(a: Value | undefined, b: Value | undefined, test: (a: string, b: string) => boolean): Value {
  return typeof a === 'string' && typeof b === 'string' ? test(a, b) : NO_OVERLOAD;
}

function sizeOf(value: Value): Value {
  if (typeof value === 'string') return BigInt([...value].length);
  if (isList(value)) return BigInt(value.length);
  return isMap(value) ? BigInt(Object.keys(value).length) : new Failure('no such overload: size');
}

function toInt(value: Value): Value {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') {
    return Number.isFinite(value) && Math.abs(value) < 2 ** 63
      ? BigInt(Math.trunc(value))
      : new Failure('range error');
  }
  if (typeof value === 'string' && /^[+-]?\d+$/.test(value)) return inRange(BigInt(value.replace('+', '')));
  return new Failure('type conversion error');
}

function toDouble(value: Value): Value {
  if (isNumber(value)) return Number(value);
  const isNumeric = typeof value === 'string' && /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(value);
  return isNumeric ? Number(value) : new Failure('type conversion error');
}

function toText(value: Value): Value {
  if (typeof value === 'number') return printedDouble(value);
  return ['string', 'bigint', 'boolean'].includes(typeof value)
    ? String(value)
    : new Failure('type conversion error');
}

/** What stands for null where another value is a number or a text. */
function zeroOf(other: Value | undefined): Value {
  if (typeof other === 'bigint') return 0n;
  if (typeof other === 'number') return 0;
  return typeof other === 'string' ? '' : null;
}
