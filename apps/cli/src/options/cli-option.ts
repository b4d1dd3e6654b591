import type { OptionHeading } from '@variegate/variants/options';

/** One option of the command line. Those of a run are derived from the list of options; the others are declared here. */
export interface CliOption {
  /** As commander reads them, such as `-n, --count <N>`. */
  readonly flags: string;
  /** Flags that still do the same, and that nothing lists. */
  readonly formerFlags?: string | undefined;
  readonly group: OptionHeading;
  /** One phrase, with units and ranges. */
  readonly description: string;
  /** The default in words; absent for switches that are off. */
  readonly default?: string | undefined;
  /** Name of the library's option that it sets, which also checks it; absent where it is the command's own. */
  readonly library?: string;
  /** What the value may be, where that is one of few; for completion. */
  readonly choices?: readonly string[] | undefined;
  /** What the value names, for completion. */
  readonly completes?: 'file' | 'folder' | undefined;
  /** Makes a value of the text; a text that makes no sense is passed on, for the library to refuse it by name. */
  readonly parse?: ((text: string, previous: unknown) => unknown) | undefined;
}
