/*
 * The list of options, for what is derived from it: command line, service, documents. Loads none of what renders.
 */
export { formerNames, withCurrentNames } from './former-names.ts';
export {
  type CompleteValuesOf,
  type OptionCommand,
  type OptionHeading,
  optionHeadings,
  type TextReading,
} from './option.ts';
export {
  choicesOf,
  defaultTextOf,
  type NamedOption,
  namedOptions,
  type OptionName,
  optionList,
  optionsOfCommand,
  sentenceOf,
} from './option-list.ts';
export { optionsSchema } from './options-schema.ts';
export { defaultFolder } from './output-options.ts';
export { readOptionText } from './read-option-text.ts';
