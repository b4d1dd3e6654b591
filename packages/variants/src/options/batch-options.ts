import type { drawingOptions } from './drawing-options.ts';
import type { encodingOptions } from './encoding-options.ts';
import type { batchInputOptions, inputOptions, limitOptions } from './input-options.ts';
import type { Options, ValuesOf } from './option.ts';
import type { optionList } from './option-list.ts';
import type { outputOptions } from './output-options.ts';
import type { runningOptions } from './running-options.ts';

/** What may be given of a group of options; those that must be are not optional. */
type Given<Group extends Options> = ValuesOf<Group> & {
  readonly [Name in keyof Group as Group[Name] extends { readonly required: true }
    ? Name
    : never]-?: NonNullable<ValuesOf<Group>[Name]>;
};

/** Options that had another name until this version. */
interface FormerOptions {
  /** @deprecated Use `container`. */
  readonly format?: ValuesOf<typeof encodingOptions>['container'];
}

/** What the variants of one run have in common: how plans are drawn, how they are encoded, how the run behaves. */
export interface SharedOptions
  extends Omit<ValuesOf<typeof drawingOptions>, 'count'>,
    ValuesOf<typeof encodingOptions>,
    ValuesOf<typeof runningOptions>,
    ValuesOf<typeof limitOptions>,
    ValuesOf<typeof inputOptions>,
    Given<typeof outputOptions>,
    FormerOptions {}

/** Options of `createVariants`. */
export interface CreateVariantsOptions extends SharedOptions, Pick<ValuesOf<typeof drawingOptions>, 'count'> {
  /** The video. */
  readonly input: string;
}

/** Options of `createVariantsBatch`. */
export interface CreateVariantsBatchOptions
  extends SharedOptions,
    Pick<ValuesOf<typeof drawingOptions>, 'count'>,
    ValuesOf<typeof batchInputOptions> {
  /** Files, folders, globs and `@list.txt` (a path on each line). */
  readonly inputs: readonly string[];
  /** @deprecated Use `count`. */
  readonly variantsPerFile?: number;
}

/** Options of `renderPlans`. Those that drawing follows from are in the plans. */
export interface RenderPlansOptions
  extends Omit<SharedOptions, Exclude<keyof typeof drawingOptions, 'assets' | 'catalogue'>> {
  /** The video. */
  readonly input: string;
  /** Plans, checked here; each with a different number. */
  readonly plans: readonly unknown[];
  /** The series that their records name, which stands in the names of the files. @default none */
  readonly series?: string | undefined;
}

/** The options of the list that a command has, such as `bench`. */
export type CommandOptions<Command extends string> = {
  readonly [Name in keyof typeof optionList as Command extends CommandsOf<Name> ? Name : never]?: ValuesOf<
    typeof optionList
  >[Name];
};

/** The options of the list that a request to the service may set. */
export type RequestOptions = {
  readonly [Name in keyof typeof optionList as (typeof optionList)[Name] extends { readonly request: true }
    ? Name
    : never]?: ValuesOf<typeof optionList>[Name];
};

type CommandsOf<Name extends keyof typeof optionList> = (typeof optionList)[Name] extends {
  readonly commands: readonly (infer Command)[];
}
  ? Command
  : never;
