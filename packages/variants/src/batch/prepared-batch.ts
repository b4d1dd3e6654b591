import type { Plan } from '@variegate/core-filters';
import type { AssetLibrary } from '../assets/asset-library.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { EncoderSubstitution, LeftOutVariants } from '../events/variegate-event.ts';
import type { InputPath } from '../inputs/expand-inputs.ts';
import type { ResolvedInput } from '../inputs/resolve-inputs.ts';
import type { SlotsByRole } from '../job/variant-slot.ts';
import type { DrawingRunOptions, RunOptions } from '../options/run-options.ts';

/** A batch as it is asked for. */
export interface BatchRequest {
  /** The files that it is made of, the distractors last. */
  readonly found: readonly InputPath[];
  readonly options: DrawingRunOptions | GivenPlansOptions;
}

/** Options of a run whose plans are given instead of drawn. */
export interface GivenPlansOptions extends RunOptions {
  /** Each with a different number. */
  readonly plans: readonly Plan[];
  /** The series that they are numbered in. @default none */
  readonly planSeries?: string | undefined;
}

/** A batch of which it is known what it will make, and under which names. */
export interface PreparedBatch {
  /** Names the run in the records that it writes. */
  readonly runId: string;
  /** With an encoder that works here. */
  readonly options: BatchRequest['options'];
  /** Which encoder takes the place of the one that was asked for; `null` where none does. */
  readonly substitution: EncoderSubstitution | null;
  /** Every input, in the order in which it was named. */
  readonly inputs: readonly ResolvedInput[];
  /** The variants that each input is to have. */
  readonly slots: SlotsByRole;
  /** Variants that inputs cannot have, and that are not counted. */
  readonly leftOut: readonly LeftOutVariants[];
  /** Number of variants asked for. */
  readonly requested: number;
  readonly assets: AssetLibrary;
}

/** Who follows how a batch is prepared and planned, and may end it. */
export interface PlanningHooks {
  /** Where it is reported that an input takes long to be hashed. @default nowhere */
  readonly events?: EventStream | undefined;
  readonly signal?: AbortSignal | undefined;
}
