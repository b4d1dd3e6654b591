import type { z } from 'zod';

/** One setting: the only place that says what it is called, what it takes and what it means. */
export interface SettingDefinition {
  /** Environment variable. */
  readonly variable: string;
  /** The environment variable that it had before, still read. */
  readonly formerVariable?: string | undefined;
  /** What a configuration file may hold; texts of the environment are read with {@link SettingDefinition.read} first. */
  readonly schema: z.ZodType;
  /** One phrase, with unit and range. */
  readonly description: string;
  /** In words. */
  readonly default: string;
  /** Parses the text of a variable; absent where the text is the value. */
  readonly read?: ((text: string) => unknown) | undefined;
  /** Whether its value is never shown. */
  readonly secret?: true;
}
