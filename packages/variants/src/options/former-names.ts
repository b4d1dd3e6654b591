import { OptionInvalidError } from '../errors.ts';
import { namedOptions } from './option-list.ts';

/** The options of the list that had another name, by that name. They are accepted for one version. */
export const formerNames: ReadonlyMap<string, string> = new Map(
  namedOptions.flatMap(({ name, formerName }) => (formerName === undefined ? [] : [[formerName, name]])),
);

/**
 * Options under the names that they have now.
 *
 * @throws {VARIANTS_OPTION_INVALID} when an option is given under both of its names.
 */
export function withCurrentNames(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(options).map(([name, value]) => {
    const current = formerNames.get(name);
    if (current !== undefined && options[current] !== undefined)
      throw new OptionInvalidError(name, { cannot: `be given together with ${current}, its new name` });
    return [current ?? name, value] as const;
  });
  return Object.fromEntries(entries);
}
