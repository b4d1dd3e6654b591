import type { NestedRecipe, PlanElement, Recipe } from '@variegate/core-filters';
import { jsonText } from './format.ts';

/** A recipe in words, a line each. */
export function recipeWords(recipe: Recipe): readonly string[] {
  const { name, description, source, count, recipes = {} } = recipe;
  return [
    `${name}${description === undefined ? '' : `: ${description}`}`,
    ...(source === undefined ? [] : [`source: ${source}`]),
    ...(count === undefined ? [] : [`variants of each input: ${count}, unless --count says otherwise`]),
    ...chainWords(recipe, ', unless --level says otherwise'),
    ...Object.entries(recipes).flatMap(([inner, nested]) => [
      '',
      `recipe ${inner}${nested.description === undefined ? '' : `: ${nested.description}`}`,
      ...chainWords(nested, ''),
    ]),
  ];
}

function chainWords({ level, order = 'fixed', steps }: NestedRecipe, unless: string): readonly string[] {
  return [
    ...(level === undefined ? [] : [`level: ${level}${unless}`]),
    `steps, ${order === 'fixed' ? 'in this order' : 'in random order'}:`,
    ...steps.flatMap((element, at) => elementWords(element, `${at + 1}. `, '  ')),
  ];
}

function elementWords(element: PlanElement, mark: string, indent: string): readonly string[] {
  const { probability } = element;
  const often = probability === undefined ? '' : ` (probability ${probability})`;
  const head = (words: string) => `${indent}${mark}${words}${often}`;
  if ('name' in element) return [head(`${element.name}${paramsWords(element.params)}`)];
  if ('recipe' in element) return [head(`the recipe ${element.recipe}`)];
  if ('oneOf' in element) return [`${head('one of these')}:`, ...choiceWords(element.oneOf, indent)];
  const { someOf, count, order = 'fixed' } = element;
  const many = typeof count === 'number' ? count : `${count[0]} to ${count[1]}`;
  return [
    `${head(`${many} of these, in ${order === 'fixed' ? 'this' : 'random'} order`)}:`,
    ...choiceWords(someOf, indent),
  ];
}

function choiceWords(
  choices: readonly (PlanElement | readonly PlanElement[])[],
  indent: string,
): readonly string[] {
  return choices.flatMap(choice => {
    const inner = `${indent}   `;
    if (!isList(choice)) return elementWords(choice, '- ', inner);
    if (choice.length === 0) return [`${inner}- nothing`];
    return choice.flatMap((one, at) => elementWords(one, at === 0 ? '- ' : '  then ', inner));
  });
}

function isList(choice: PlanElement | readonly PlanElement[]): choice is readonly PlanElement[] {
  return Array.isArray(choice);
}

function paramsWords(params: Readonly<Record<string, unknown>> | undefined): string {
  const words = Object.entries(params ?? {}).map(([name, value]) => `${name} ${valueWords(value)}`);
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}

function valueWords(value: unknown): string {
  const { range, oneOf } = (typeof value === 'object' && value !== null ? value : {}) as {
    readonly range?: readonly unknown[];
    readonly oneOf?: readonly unknown[];
  };
  if (range !== undefined) return range.map(end => jsonText(end)).join(' to ');
  return oneOf === undefined ? jsonText(value) : `one of ${oneOf.map(one => jsonText(one)).join(', ')}`;
}
