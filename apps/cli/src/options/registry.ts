import { benchOptions } from './bench-options.ts';
import type { CliOption } from './cli-option.ts';
import { listedOptions } from './listed-options.ts';
import { ownOptions } from './own-options.ts';
import { serviceOptions } from './service-options.ts';

/** A set of options with the names by which commands ask for them. */
const define = <Name extends string>(options: Record<Name, CliOption>): Readonly<Record<Name, CliOption>> =>
  options;

/** Every option of every command. Flags, help and reference derive from here. */
export const options = define({ ...listedOptions, ...benchOptions, ...serviceOptions, ...ownOptions });

/** Name of an option in the registry. */
export type OptionName = keyof typeof options;
