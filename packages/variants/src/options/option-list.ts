import { z } from 'zod';
import { drawingOptions } from './drawing-options.ts';
import { encodingOptions } from './encoding-options.ts';
import { batchInputOptions, inputOptions, limitOptions } from './input-options.ts';
import type { Option, OptionCommand, OptionHeading, Options } from './option.ts';
import { outputOptions } from './output-options.ts';
import { runningOptions } from './running-options.ts';

/** The options of each heading, in the order in which they are listed. */
const optionsByHeading = {
  Variants: drawingOptions,
  Encoding: encodingOptions,
  Running: runningOptions,
  'Input limits': { ...limitOptions, ...batchInputOptions, ...inputOptions },
  Output: outputOptions,
} as const satisfies Readonly<Record<OptionHeading, Options>>;

/** Every option of a run. */
export const optionList = {
  ...optionsByHeading.Variants,
  ...optionsByHeading.Encoding,
  ...optionsByHeading.Running,
  ...optionsByHeading['Input limits'],
  ...optionsByHeading.Output,
} as const;

/** Name of an option. */
export type OptionName = keyof typeof optionList;

/** An option as every face sees it. */
export interface NamedOption extends Option {
  readonly name: OptionName;
  readonly heading: OptionHeading;
}

/** Every option with its name and heading. */
export const namedOptions: readonly NamedOption[] = Object.entries<Options>(optionsByHeading).flatMap(
  ([heading, group]) =>
    Object.entries(group).map(([name, option]) => ({
      ...option,
      name: name as OptionName,
      heading: heading as OptionHeading,
    })),
);

/** The names of the options that a command has. */
export function optionsOfCommand(command: OptionCommand): readonly OptionName[] {
  return namedOptions.filter(({ commands }) => commands?.includes(command)).map(({ name }) => name);
}

/** What an option, or each entry of its list, may be, where that is one of few words. */
export function choicesOf({ schema, reads }: Option): readonly string[] | null {
  if (reads === 'on-off') return ['on', 'off'];
  return wordsOf(schema);
}

/** The words of a choice, also where it stands in a list or beside something else. */
function wordsOf(schema: unknown): readonly string[] | null {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodArray) return wordsOf(schema.element);
  if (!(schema instanceof z.ZodUnion)) return null;
  return schema.options.map(wordsOf).find(words => words !== null) ?? null;
}

/** The sentence of an option, with what it may be where the sentence does not say it. */
export function sentenceOf(option: Option): string {
  const { schema, description } = option;
  const choices = schema instanceof z.ZodEnum ? schema.options.map(String) : [];
  if (choices.every(choice => description.includes(choice))) return description;
  return `${description}: ${choices.join(', ')}`;
}

/** The default of an option in words, or `null` where there is none worth a word. */
export function defaultTextOf({ default: value, defaultText, reads }: Option): string | null {
  if (defaultText !== undefined) return defaultText;
  if (reads === 'on-off') return value === true ? 'on' : 'off';
  return value === undefined || value === false ? null : String(value);
}
