import { didYouMean } from '@variegate/ground';
import type { CommandOptions, SharedOptions } from '@variegate/variants';
import { z } from 'zod';
import { type BaselineName, baselineNames } from './baselines/baseline.ts';
import { OptionInvalidError } from './errors.ts';
import type { BenchEvent } from './events.ts';

/** What is measured, on what, and how often. Options of rendering mean what they mean for `createVariants`. */
export interface BenchmarkOptions
  extends CommandOptions<'bench'>,
    Pick<SharedOptions, 'cacheFolder' | 'chain'> {
  /** The video. */
  readonly input: string;
  /** Folder for a scratch folder that is removed at the end. @default the system's folder for temporary files */
  readonly outDir?: string;
  /** Variants made in each run, 1..1000. @default 3 */
  readonly testVariants?: number;
  /** Numbers of parallel renders to try, each 1..1024. @default 1, 2, 4, ... up to the cores */
  readonly workers?: readonly number[];
  /** Numbers of encoder threads to try, each 1..64. @default 1 and 2, as far as there are cores */
  readonly threads?: readonly number[];
  /** Runs of each configuration, 1..100. @default 3 */
  readonly repeat?: number;
  /** Other ways of doing the same work to compare with, each run once. @default none */
  readonly baselines?: readonly BaselineName[];
  /** After this long a baseline starts nothing more, and its time is extrapolated; seconds > 0. @default 120 */
  readonly baselineSeconds?: number;
  /** Keep the recommendation in `machine.json`, where `maxWorkers: 'auto'` finds it. @default false */
  readonly save?: boolean;
  /** Called with every event, in order. */
  readonly onEvent?: (event: BenchEvent) => void;
  /** Aborted: everything is ended at once, and nothing is left behind. */
  readonly signal?: AbortSignal;
}

/** The options of this package with every default filled in. */
export interface ResolvedOptions {
  readonly testVariants: number;
  readonly workers: readonly number[] | null;
  readonly threads: readonly number[] | null;
  readonly repeat: number;
  readonly baselines: readonly BaselineName[];
  readonly baselineSeconds: number;
  readonly save: boolean;
}

const whole = (lowest: number, highest: number) => z.int().min(lowest).max(highest);

const schema = z.object({
  testVariants: whole(1, 1000).default(3),
  workers: z.array(whole(1, 1024)).min(1).nullable().default(null),
  threads: z.array(whole(1, 64)).min(1).nullable().default(null),
  repeat: whole(1, 100).default(3),
  baselines: z.array(z.enum(baselineNames)).default([]),
  baselineSeconds: z.number().positive().default(120),
  save: z.boolean().default(false),
});

const allowed: Readonly<Record<keyof ResolvedOptions, string>> = {
  testVariants: 'a whole number from 1 to 1000',
  workers: 'whole numbers from 1 to 1024',
  threads: 'whole numbers from 1 to 64',
  repeat: 'a whole number from 1 to 100',
  baselines: `any of ${baselineNames.join(', ')}`,
  baselineSeconds: 'a number of seconds above 0',
  save: 'true or false',
};

/**
 * Checks the options of this package and fills in every default.
 *
 * @throws {BENCHMARK_OPTION_INVALID} at the first option that is outside what it may be.
 */
export function resolveOptions(options: BenchmarkOptions): ResolvedOptions {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = String(issue?.path[0]) as keyof ResolvedOptions;
  const given = options[option];
  const wrong = Array.isArray(given) ? given[Number(issue?.path[1])] : given;
  const hint = issue?.code === 'invalid_value' ? didYouMean(wrong, issue.values.map(String)) : '';
  throw new OptionInvalidError(option, allowed[option], given, hint);
}
