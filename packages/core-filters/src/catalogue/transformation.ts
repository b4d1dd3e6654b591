import type { z } from 'zod';
import type { AssetFacts, AssetKind } from '../assets/asset-facts.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { Fragment } from '../graph/filter-graph.ts';
import type { PictureOp } from '../ir/picture-op.ts';
import type { RandomStream } from '../random-stream.ts';
import type { SegmentMap } from '../segment-map.ts';
import type { Level, LevelName } from './level.ts';

/** The seven layers that transformations belong to, in the order in which listings show them. */
export const layers = ['geometry', 'colour', 'texture', 'time', 'overlay', 'audio', 'encoding'] as const;

/** One of the seven layers. */
export type Layer = (typeof layers)[number];

/**
 * One kind of change to a video: one file, one object. Shared code never asks for a transformation's name; whatever
 * differs between transformations is declared here.
 *
 * @typeParam Params - its parameters after parsing, plain JSON.
 */
export interface Transformation<Params = Readonly<Record<string, unknown>>> {
  /** Unique, in `snake_case`: the field's term. */
  readonly name: string;
  readonly layer: Layer;
  /**
   * Module that another reader of a plan has to import for this step, such as `@acme/variegate-logos`, up to 200 characters;
   * absent for those of this package.
   */
  readonly module?: string;
  /**
   * Bits of 256 by which the PDQ hash of a frame moves on average, by level, `least` at 0: measured on 24 frames of each of
   * four real clips, two draws each, the nearest flip or turn counted. Absent where only time, audio or encoding changes.
   */
  readonly hashDistance?: Readonly<Record<'least' | LevelName, number>>;
  /**
   * Whether it flips or turns the whole picture, which a comparison in one orientation takes for another picture, however mild
   * it is: chains that are to stay near by such a comparison do without it.
   */
  readonly turnsPicture?: true;
  /**
   * Whether it shows whole frames that are not the source's, in the place of the source's or between them. However few they are,
   * one can be among those that a detector looks at, so levels below `light` do without them unless the user names the step.
   */
  readonly foreignFrames?: true;
  /** One sentence for listings. */
  readonly summary: string;
  /** Where the operation is defined. */
  readonly source: string;
  /** Strict schema of the parameters: unknown fields are refused, every number has a unit and a range. */
  readonly params: z.ZodType<Params>;
  /** Names of transformations that would undo this one or be undone by it; declared on either side. */
  readonly opposes?: readonly string[];
  /** Why strategies leave it out unless the user names it, in one phrase; absent where they draw it freely. */
  readonly onlyByName?: string;
  /**
   * Whether its steps stay where they are among the changes of the video: nothing can be moved past them, and so
   * nothing before them can be done together with anything behind. Strategies put them at either end of a chain.
   */
  readonly immovable?: true;
  /** Why this cannot be done to a file with these facts, or `null` when it can. */
  impossible?(facts: MediaFacts, params?: Params): string | null;
  /**
   * Whether the step decides where the video is, though neither its layer nor the size that it leaves say so.
   * @default false
   */
  readonly places?: true;
  /** Kinds of assets of which `sample` needs one or more to draw from; absent when it needs none. */
  readonly assetKinds?: readonly AssetKind[];
  /** The assets that the step reads, which its lowering names by `assetVideo` and `assetAudio`. */
  assets?(params: Params): readonly AssetFacts[];
  /**
   * Draws parameters that make sense for these facts at this level.
   *
   * @param assets - assets to draw from. @default the generated set
   */
  sample(random: RandomStream, facts: MediaFacts, level: Level, assets?: readonly AssetFacts[]): Params;
  /** What the step does, in the compiler's terms; each op knows the filter that an ffmpeg user would write for it. */
  lower(facts: MediaFacts, params: Params): Lowering;
  /** The facts after the step, and which time is where; absent when neither size, rate nor time changes. */
  effect?(facts: MediaFacts, params: Params): Effect;
  /** How strong the change is, 0 (none) to 100 (the strongest that the ranges allow). */
  intensity(params: Params): number;
}

/** What a step does to facts and time. */
export interface Effect {
  readonly facts: MediaFacts;
  /** From the time before the step (`source`) to the time after it (`variant`); absent when time is unchanged. */
  readonly segments?: SegmentMap;
}

/** What a step turns into: any of ops on the video, a piece of the audio graph, encoder settings. */
export interface Lowering {
  readonly video?: readonly PictureOp[];
  readonly audio?: Fragment;
  readonly encode?: EncodeChange;
  /** Frames that the step keeps in memory together, at the size of the source. @default 0 */
  readonly heldFrames?: number;
}

/** What an encoding transformation asks of the encoder, in terms that hold for every encoder. */
export interface EncodeChange {
  /** Added to the constant rate factor of the run. */
  readonly crfOffset?: number;
  /** Longest distance between key frames, in seconds. */
  readonly keyframeSeconds?: number;
  /** Consecutive B-frames, 0..8. */
  readonly bFrames?: number;
  /** Reference frames, 1..8. */
  readonly referenceFrames?: number;
  /** In-loop deblocking offset, -6 (keeps detail) to 6 (smooths). */
  readonly deblock?: number;
  /** Quantiser offset of the colour planes, -12..12. */
  readonly chromaQpOffset?: number;
  /** Bits per second of the audio. */
  readonly audioBitrate?: number;
}

/**
 * Declares a transformation; the parameter type is inferred from its schema.
 *
 * @example
 * defineTransformation({ name: 'flip', layer: 'geometry', params: z.strictObject({}), ... })
 */
export function defineTransformation<Schema extends z.ZodType<Readonly<Record<string, unknown>>>>(
  definition: Transformation<z.output<Schema>> & { readonly params: Schema },
): Transformation {
  return definition as unknown as Transformation;
}
