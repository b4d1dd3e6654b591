import type { z } from 'zod';

/** Headings under which help and reference list options, in this order. */
export const optionHeadings = ['Variants', 'Encoding', 'Running', 'Input limits', 'Output'] as const;

/** A heading of help and reference. */
export type OptionHeading = (typeof optionHeadings)[number];

/** A command that takes options of this list. */
export type OptionCommand =
  | ('variants' | 'batch' | 'plan' | 'render' | 'apply' | 'bench' | 'serve')
  | ('workers' | 'report' | 'doctor' | 'probe' | 'measure' | 'match' | 'evaluate');

/** How the text behind a flag, or in an environment variable, becomes a value. */
export type TextReading =
  | ('number' | 'bytes' | 'seconds' | 'on-off' | 'names' | 'paths')
  /** The text alone, as long as there is one; else a list. */
  | ('one-or-more' | 'one-or-more-names');

/**
 * One option: the only place that says what it is called, what it may be and what it means. Types, checks, flags, help,
 * completion, reference, the service's request and settings, and the published JSON Schema follow from it.
 */
export interface Option<Value = unknown> {
  /** What it may be; its error message says so in words. */
  readonly schema: z.ZodType<Value>;
  /** One sentence without a full stop, with unit and range. The comment above an entry begins with it. */
  readonly description: string;
  /** Filled in where nothing is given. Absent: nothing is. */
  readonly default?: Value;
  /** The default in words, where its value does not say it. */
  readonly defaultText?: string;
  /** Whether it must be given. */
  readonly required?: true;
  /** Its flag, such as `-n, --count <N>`; without a value it is a switch. */
  readonly flag?: string;
  /** A flag that still sets it, and that nothing lists. */
  readonly formerFlag?: string;
  /** How the text of its flag is read. @default as it is */
  readonly reads?: TextReading;
  /** What its value names, for completion. */
  readonly completes?: 'file' | 'folder';
  /** The commands that have the flag. */
  readonly commands?: readonly OptionCommand[];
  /** The name that it had, still accepted. */
  readonly formerName?: string;
  /** Whether a request to the service may set it; what may not belongs to the worker. */
  readonly request?: true;
  /** Environment variable of the service that sets it for all batches. */
  readonly variable?: string;
  /** The environment variable that it had, still read. */
  readonly formerVariable?: string;
  /** Whether it is itself part of a variant's identity: another value makes another variant of the same plan. */
  readonly identity?: true;
}

/** Options by name. */
export type Options = Readonly<Record<string, Option>>;

/** What the options of a group may be set to; each keeps the comment of its entry. */
export type ValuesOf<Group extends Options> = {
  readonly [Name in keyof Group]?: z.output<Group[Name]['schema']>;
};

/** The same with every default filled in, and `null` where there is none. */
export type CompleteValuesOf<Group extends Options> = {
  readonly [Name in keyof Group]:
    | z.output<Group[Name]['schema']>
    | (Group[Name] extends { readonly default: unknown } | { readonly required: true } ? never : null);
};
