/** Headings under which help and reference list options, in this order. */
export const optionGroups = ['Variants', 'Encoding', 'Running', 'Input limits', 'Output'] as const;

/** One option of the command line: the only place that says what it is called and what it means. */
export interface CliOption {
  /** As commander reads them, such as `-n, --count <N>`. */
  readonly flags: string;
  readonly group: (typeof optionGroups)[number];
  /** One phrase, with units and ranges. */
  readonly description: string;
  /** The default in words; absent for switches that are off. */
  readonly default?: string;
  /** Name of the library's option that it sets, which also checks it; absent where it is the command's own. */
  readonly library?: string;
  /** What the value may be, where that is one of few; for completion. */
  readonly choices?: readonly string[];
  /** What the value names, for completion. */
  readonly completes?: 'file' | 'folder';
  /** Makes a value of the text; a text that makes no sense is passed on, for the library to refuse it by name. */
  readonly parse?: (text: string, previous: unknown) => unknown;
}
