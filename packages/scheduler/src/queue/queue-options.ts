import { availableParallelism } from 'node:os';
import { z } from 'zod';
import type { BudgetSource } from '../budget/budget-keeper.ts';
import { memoryBudget } from '../budget/memory-budget.ts';
import { type Clock, systemClock } from '../clock.ts';
import { OptionInvalidError } from '../errors.ts';
import { type Learning, MemoryLearning } from '../learning.ts';
import { processSampler } from '../sampling/process-sampler.ts';
import type { Sampler } from '../sampling/sampler.ts';
import type { LoadSignal } from '../signals/load-signal.ts';
import { memorySignal } from '../signals/memory-signal.ts';
import { pressureSignal } from '../signals/pressure-signal.ts';
import type { TaskOptions } from './task.ts';

/** How a queue is set up. Everything passed in is borrowed. */
export interface QueueOptions {
  /** A fixed number of bytes its tasks may take in all, > 0. Wins over `budget`. */
  readonly budgetBytes?: number | undefined;
  /** Where to read that number from, again and again. @default memoryBudget({ memoryLimit: 0.8 }) */
  readonly budget?: BudgetSource | undefined;
  /** Cores its tasks may keep busy, a whole number ≥ 1. @default os.availableParallelism() */
  readonly slots?: number | undefined;
  /** Where the time comes from. @default the system's */
  readonly clock?: Clock | undefined;
  /** What measures tracked processes. @default pidusage over every process and its descendants */
  readonly sampler?: Sampler | undefined;
  /** What can hold starts back. @default real memory use, and memory pressure where the kernel reports it */
  readonly signals?: readonly LoadSignal[] | undefined;
  /** Corrections of estimates. @default begun afresh, kept in memory */
  readonly learning?: Learning | undefined;
}

/** Queue options with every default filled in. */
export interface ResolvedQueueOptions {
  readonly budget: number | BudgetSource;
  readonly slots: number;
  readonly clock: Clock;
  readonly sampler: Sampler;
  readonly signals: readonly LoadSignal[];
  readonly learning: Learning;
}

const object = <T extends object>() => z.custom<T>(value => typeof value === 'object' && value !== null);

const queueOptions = z.strictObject({
  budgetBytes: z.number().positive().optional(),
  budget: object<BudgetSource>().optional(),
  slots: z.int().positive().optional(),
  clock: object<Clock>().optional(),
  sampler: object<Sampler>().optional(),
  signals: z.array(object<LoadSignal>()).optional(),
  learning: object<Learning>().optional(),
}) satisfies z.ZodType<QueueOptions>;

const taskOptions = z.strictObject({
  estimateBytes: z.number().positive(),
  threads: z.int().positive().default(1),
  expectedSeconds: z.number().nonnegative().default(0),
  priority: z.int().default(0),
  group: z.string().default(''),
  className: z.string().default('default'),
  signal: z.instanceof(AbortSignal).optional(),
});

/** Task options with every default filled in. */
export type ResolvedTaskOptions = z.output<typeof taskOptions>;

/** Checks queue options and fills in the defaults. */
export function resolveQueueOptions(options: QueueOptions): ResolvedQueueOptions {
  const given = check(queueOptions, options);
  return {
    budget: given.budgetBytes ?? given.budget ?? memoryBudget(),
    slots: given.slots ?? availableParallelism(),
    clock: given.clock ?? systemClock,
    sampler: given.sampler ?? processSampler(),
    signals: given.signals ?? [memorySignal(), pressureSignal()],
    learning: given.learning ?? new MemoryLearning(),
  };
}

/** Checks task options and fills in the defaults. */
export function resolveTaskOptions(options: TaskOptions): ResolvedTaskOptions {
  return check(taskOptions, options);
}

function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new OptionInvalidError(issue?.path.join('.') ?? '', issue?.message ?? 'is not valid');
}
