import { bindAssets } from '../assets/asset-pads.ts';
import { assetsOfPlan } from '../assets/assets-of-plan.ts';
import { findTransformation } from '../catalogue/added-transformations.ts';
import type { EncodeChange, Transformation } from '../catalogue/transformation.ts';
import type { FfmpegCommand } from '../command/ffmpeg-command.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { FilterChain } from '../graph/filter-graph.ts';
import { PlanInvalidError } from '../plan/errors.ts';
import type { Plan, PlanStep } from '../plan/plan.ts';
import { composeSegments, identitySegments } from '../segments/compose-segments.ts';
import type { SegmentMap } from '../segments/segment-map.ts';
import { type EncodeSettings, encoders } from './encode-settings.ts';
import { fusePicture, type StepOp } from './fuse-picture.ts';
import { type GraphPart, graphPart } from './graph-part.ts';
import { endSound, normalizedFacts, normalizePicture, normalizeSound } from './normalize-source.ts';
import { muxers, outputArguments } from './output-arguments.ts';
import { plainOp } from './plain-op.ts';
import { StreamBuilder } from './stream-builder.ts';
import { encoderRefusal } from './video-arguments.ts';

/** What {@link compilePlan} needs. */
export interface CompileRequest {
  readonly plan: Plan;
  /** Facts of the file that the command will read. */
  readonly facts: MediaFacts;
  readonly encode: EncodeSettings;
  /** Text of the container's `comment` tag, or `null` for none. */
  readonly provenance: string | null;
  /** One filter per transformation, nothing fused. @default false */
  readonly plain?: boolean;
}

/** A plan turned into one ffmpeg run for one file. */
export interface CompiledPlan {
  readonly command: FfmpegCommand;
  /** Which part of the source is where in the result. */
  readonly segments: SegmentMap;
  /** Facts of the result. */
  readonly outputFacts: MediaFacts;
  /** Frames of the source's size that ffmpeg keeps in memory together, because steps play them backwards or again. */
  readonly heldFrames: number;
  /** Which part of the graph carries out which steps: the picture's in the order of the graph, then sound and encoder. */
  readonly parts: readonly GraphPart[];
  /** What the ffmpeg must have, so that a lack is found before anything starts. */
  readonly requires: Requirements;
}

/** Capabilities by ffmpeg's names, sorted. */
export interface Requirements {
  readonly filters: readonly string[];
  readonly encoders: readonly string[];
  readonly muxer: string;
}

/**
 * Compiles a plan into one ffmpeg command for a file: normalises the source, lowers every step, fuses
 * what can be fused, and closes picture and sound.
 *
 * @throws PLAN_INVALID - for a step that the catalogue does not have or that the facts do not allow.
 */
export function compilePlan({
  plan,
  facts,
  encode,
  provenance,
  plain = false,
}: CompileRequest): CompiledPlan {
  const start = normalizedFacts(facts);
  const picture = new StreamBuilder('v', '0:V:0');
  const sound = facts.audio === null ? null : new StreamBuilder('a', '0:a:0');
  picture.append(normalizePicture(facts));
  if (facts.audio !== null) sound?.append(normalizeSound(facts, facts.audio));

  let current = start;
  let segments = identitySegments(start.durationSeconds);
  let change: EncodeChange = {};
  let heldFrames = 0;
  const ops: StepOp[] = [];
  const parts: GraphPart[] = [];
  for (const [index, step] of plan.steps.entries()) {
    const transformation = resolveStep(step, index, current);
    const {
      video = [],
      audio,
      heldFrames: held = 0,
      ...lowered
    } = transformation.lower(current, step.params);
    const encodeChange = lowered.encode;
    heldFrames += held;
    ops.push(...video.map(op => ({ op, step: index })));
    if (audio !== undefined) {
      sound?.append(audio);
      parts.push(graphPart('sound', [audio], [index]));
    }
    if (encodeChange !== undefined) parts.push(graphPart('encoder', [], [index]));
    refuseUnencodable(step, index, encode, encodeChange);
    change = { ...change, ...encodeChange };
    const effect = transformation.effect?.(current, step.params);
    if (effect?.segments !== undefined) segments = composeSegments(segments, effect.segments);
    current = effect?.facts ?? current;
  }

  const { width, height, colorSpace } = start.video;
  const pictureParts = plain
    ? writePlainly(ops, colorSpace, picture)
    : fusePicture(ops, { width, height, colorSpace }, picture);
  picture.append([
    { name: 'format', options: { pix_fmts: 'yuv420p' } },
    { name: 'setsar', options: { sar: '1' } },
  ]);
  sound?.append(endSound(current));
  const sourceInput = { kind: 'video', media: 'source', inputArguments: [] } as const;
  const streams = [...picture.build('vout'), ...(current.audio === null ? [] : (sound?.build('aout') ?? []))];
  const { chains, inputs } = bindAssets(streams, assetsOfPlan(plan), 1);
  return {
    command: {
      inputs: [sourceInput, ...inputs],
      graph: { scalerFlags: 'bicubic+accurate_rnd+full_chroma_int+bitexact', chains },
      outputArguments: outputArguments(encode, change, current, provenance),
      container: encode.container,
      expected: {
        durationSeconds: current.durationSeconds,
        frameCount: current.video.frameCount,
        width: current.video.width,
        height: current.video.height,
        hasAudio: current.audio !== null,
      },
    },
    segments,
    outputFacts: current,
    heldFrames,
    parts: [...pictureParts, ...parts],
    requires: requirementsOf(chains, encode, current),
  };
}

function resolveStep(step: PlanStep, index: number, facts: MediaFacts): Transformation {
  const transformation = findTransformation(step.name);
  const reason =
    transformation === null
      ? `no transformation is called ${JSON.stringify(step.name)}`
      : (transformation.impossible?.(facts, step.params) ?? null);
  if (transformation === null || reason !== null) {
    throw new PlanInvalidError([{ path: `steps[${index}]`, message: `${step.name}: ${reason}` }]);
  }
  return transformation;
}

/** One filter after another, in the order of the steps. */
function writePlainly(
  ops: readonly StepOp[],
  colorSpace: string,
  picture: StreamBuilder,
): readonly GraphPart[] {
  return ops.map(({ op, step }) => {
    const fragment = plainOp(op, colorSpace);
    picture.append(fragment);
    return graphPart('as it is', [fragment], [step]);
  });
}

function refuseUnencodable(
  step: PlanStep,
  index: number,
  encode: EncodeSettings,
  change: EncodeChange = {},
): void {
  const reason = encoderRefusal(encode, change);
  if (reason !== null)
    throw new PlanInvalidError([{ path: `steps[${index}]`, message: `${step.name}: ${reason}` }]);
}

function requirementsOf(
  chains: readonly FilterChain[],
  encode: EncodeSettings,
  facts: MediaFacts,
): Requirements {
  const filters = new Set(chains.flatMap(chain => chain.filters.map(filter => filter.name)));
  return {
    filters: [...filters].sort(),
    encoders:
      facts.audio === null ? [encode.encoder] : [encoders[encode.encoder].audioEncoder, encode.encoder],
    muxer: muxers[encode.container],
  };
}
