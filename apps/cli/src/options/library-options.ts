import type { SharedOptions } from '@variegate/variants';
import { defaultFolder } from '@variegate/variants/options';
import type { OptionValues } from '../cli-command.ts';
import { type OptionName, options } from './registry.ts';

/** The options of a call under the names that the library gives them. The library checks their values. */
export function libraryOptions(values: OptionValues): SharedOptions {
  const given: Record<string, unknown> = { outDir: defaultFolder };
  for (const [name, value] of Object.entries(values)) {
    const { library } = options[name as OptionName];
    if (library !== undefined) given[library] = value;
  }
  return given as unknown as SharedOptions;
}

/** The flag that sets an option of the library, such as `--max-workers`, or `null` for one that no flag sets. */
export function flagOf(libraryOption: string): string | null {
  const option = Object.values(options).find(({ library }) => library === libraryOption);
  return /--[a-z-]+/.exec(option?.flags ?? '')?.[0] ?? null;
}
