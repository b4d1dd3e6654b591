import { type Expression, mentions, partsOf } from '../expressions/expression.ts';
import { parseExpression } from '../expressions/parse.ts';

/** Notes that something is not supported: the option, as its author wrote it, and why. */
export type Refuse = (option: string, reason: string) => void;

/** An option's expression, and the name that the option is refused by. */
interface Written {
  readonly option: string;
  readonly text: string;
}

/** Reads an expression that speaks of `event`; what cannot be read is refused. */
export function readExpression({ option, text }: Written, refuse: Refuse): Expression | undefined {
  const expression = parse({ option, text }, refuse);
  if (expression === undefined || !mentions(expression, 'async')) return expression;
  refuse(`${option} "${text}"`, 'it can only speak of `event`');
  return undefined;
}

/** Reads an expression as a server does that checks its types; it does not at every place. */
export function readCheckedExpression(written: Written, refuse: Refuse): Expression | undefined {
  const expression = readExpression(written, refuse);
  if (expression === undefined || !asksWhetherLiteral(expression)) return expression;
  refuse(`${written.option} "${written.text}"`, 'a text or number stands where a condition should');
  return undefined;
}

/** Reads a condition on an event that comes while a run waits for it; it is kept as text. */
export function readAwaitedCondition({ option, text }: Written, refuse: Refuse): string | undefined {
  const expression = parse({ option, text }, refuse);
  if (expression === undefined || !computes(expression)) return expression === undefined ? undefined : text;
  refuse(
    `${option} "${text}"`,
    'a condition here can compare and combine, and not compute or call functions',
  );
  return undefined;
}

function parse({ option, text }: Written, refuse: Refuse): Expression | undefined {
  const parsed = parseExpression(text);
  if ('expression' in parsed) return parsed.expression;
  refuse(`${option} "${text}"`, parsed.problem);
  return undefined;
}

function asksWhetherLiteral(expression: Expression): boolean {
  const asked =
    expression.kind === 'any' || expression.kind === 'all'
      ? [expression.left, expression.right]
      : expression.kind === 'choice'
        ? [expression.condition]
        : [];
  const isLiteral = (part: Expression) =>
    part.kind === 'int' ||
    (part.kind === 'literal' && typeof part.value !== 'boolean' && part.value !== null);
  return asked.some(isLiteral) || partsOf(expression).some(asksWhetherLiteral);
}

const COMPARING: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>=', 'in', '!', 'neg']);

/** Whether an expression does what an Inngest server does not let a cancellation do. */
function computes(expression: Expression): boolean {
  const isRefused =
    expression.kind === 'operation'
      ? !COMPARING.has(expression.operator)
      : expression.kind === 'call'
        ? expression.name !== 'int' && expression.name !== 'double'
        : expression.kind === 'has' || expression.kind === 'macro';
  return isRefused || partsOf(expression).some(computes);
}
