import {
  choicesOf,
  defaultTextOf,
  type NamedOption,
  namedOptions,
  type OptionCommand,
  type optionList,
  optionsOfCommand,
  sentenceOf,
} from '@variegate/variants/options';
import type { CliOption } from './cli-option.ts';
import { reading } from './parse-values.ts';

/** Name of an option of the list that has a flag. */
export type ListedName = {
  [Name in keyof typeof optionList]: (typeof optionList)[Name] extends { readonly flag: string }
    ? Name
    : never;
}[keyof typeof optionList];

/** The options of the list that have a flag. */
export const listedOptions = Object.fromEntries(
  namedOptions.flatMap(option =>
    option.flag === undefined ? [] : [[option.name, toCliOption(option, option.flag)]],
  ),
) as Readonly<Record<ListedName, CliOption>>;

/** The names of those that a command has. */
export function listedFor(command: OptionCommand): readonly ListedName[] {
  return optionsOfCommand(command) as readonly ListedName[];
}

function toCliOption(option: NamedOption, flags: string): CliOption {
  return {
    flags,
    formerFlags: option.formerFlag,
    group: option.heading,
    description: sentenceOf(option),
    default: defaultTextOf(option) ?? undefined,
    library: option.name,
    choices: choicesOf(option) ?? undefined,
    completes: option.completes,
    parse: option.reads === undefined ? undefined : reading(option.reads),
  };
}
