import {
  type CompleteValuesOf,
  defaultTextOf,
  namedOptions,
  type optionList,
  readOptionText,
} from '@variegate/variants/options';
import type { SettingDefinition } from './setting-definition.ts';

type OptionList = typeof optionList;

/** Name of an option of a run that the service decides for all batches. */
type ListedSetting = {
  [Name in keyof OptionList]: OptionList[Name] extends { readonly variable: string } ? Name : never;
}[keyof OptionList];

/** The settings that are options of a run as well, as the list of options has them. */
export const listedSettings = Object.fromEntries(
  namedOptions.flatMap(option => {
    const { name, variable, formerVariable, schema, description, reads } = option;
    if (variable === undefined) return [];
    const read = reads === undefined ? undefined : (text: string) => readOptionText(reads, text);
    const definition = {
      variable,
      formerVariable,
      schema,
      description,
      default: defaultTextOf(option) ?? 'none',
      read,
    };
    return [[name, definition]];
  }),
) as Readonly<Record<ListedSetting, SettingDefinition>>;

/** The values of those settings; `null` where the service decides nothing. */
export type ListedSettings = Pick<CompleteValuesOf<OptionList>, ListedSetting>;

/** What those settings are where nothing sets them. */
export const listedDefaults = Object.fromEntries(
  namedOptions.flatMap(({ name, variable, default: value = null }) =>
    variable === undefined ? [] : [[name, value]],
  ),
) as ListedSettings;
