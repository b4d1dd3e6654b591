import { bindAssets } from '../assets/asset-pads.ts';
import type { Catalogue } from '../catalogue/create-catalogue.ts';
import type { EncodeChange, Lowering } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import type { FfmpegCommand } from '../graph/ffmpeg-command.ts';
import type { FilterChain } from '../graph/filter-graph.ts';
import { statedProperties } from '../graph/frame-properties.ts';
import { assetsOfPlan } from '../plan/assets-of-plan.ts';
import { type Plan, PlanInvalidError } from '../plan/plan.ts';
import { type WalkedStep, walkSteps } from '../plan/walk-steps.ts';
import { composeSegments, identitySegments, type SegmentMap } from '../segment-map.ts';
import { type EncodeSettings, encoders } from './encode-settings.ts';
import { fuseVideo, type StepOp } from './fuse-video.ts';
import { type GraphPart, graphPart } from './graph-part.ts';
import type { Normalization } from './normalization.ts';
import { endAudio, normalizeAudio, normalizeVideo, sourceArguments } from './normalize-source.ts';
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
  /** What a user has chosen of how the source is normalised. @default as usual */
  readonly normalization?: Normalization | undefined;
  /** What has the transformations of the steps. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
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
  /** Which part of the graph implements which steps: the video's in the order of the graph, then audio and encoder. */
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
 * what can be fused, and closes video and audio.
 *
 * @throws PLAN_INVALID - for a step that the catalogue does not have or that the facts do not allow.
 */
export function compilePlan({
  plan,
  facts,
  encode,
  provenance,
  plain = false,
  normalization,
  catalogue,
}: CompileRequest): CompiledPlan {
  const start = normalizedFacts(facts);
  const videoStream = new StreamBuilder('v', '0:V:0');
  const audioStream = facts.audio === null ? null : new StreamBuilder('a', '0:a:0');
  for (const fragment of normalizeVideo(facts, normalization)) videoStream.append(fragment);
  if (facts.audio !== null) audioStream?.append(normalizeAudio(facts, facts.audio));

  let current = start;
  let segments = identitySegments(start.durationSeconds);
  let change: EncodeChange = {};
  let heldFrames = 0;
  let stepCount = 0;
  const ops: StepOp[] = [];
  const parts: GraphPart[] = [];
  for (const walked of walkSteps(plan.steps, { facts: start, catalogue })) {
    const index = stepCount++;
    const { video = [], audio, heldFrames: held = 0, ...lowered } = lowerStep(walked, index, encode);
    heldFrames += held;
    ops.push(...video.map(op => ({ op, step: index })));
    if (audio !== undefined) {
      audioStream?.append(audio);
      parts.push(graphPart('sound', [audio], [index]));
    }
    if (lowered.encode !== undefined) parts.push(graphPart('encoder', [], [index]));
    change = { ...change, ...lowered.encode };
    if (walked.effect?.segments !== undefined) segments = composeSegments(segments, walked.effect.segments);
    current = walked.after;
  }

  const { width, height, colorSpace } = start.video;
  const videoParts = plain
    ? writePlainly(ops, colorSpace, videoStream)
    : fuseVideo(ops, { width, height, colorSpace }, videoStream);
  videoStream.append([
    { name: 'format', options: { pix_fmts: 'yuv420p' } },
    { name: 'setsar', options: { sar: '1' } },
    ...statedProperties({
      primaries: start.video.colorPrimaries,
      transfer: start.video.colorTransfer,
      matrix: start.video.colorSpace,
    }),
  ]);
  audioStream?.append(endAudio(current));
  const sourceInput = { kind: 'video', media: 'source', inputArguments: sourceArguments(facts) } as const;
  const streams = [
    ...videoStream.build('vout'),
    ...(current.audio === null ? [] : (audioStream?.build('aout') ?? [])),
  ];
  const { chains, inputs } = bindAssets(streams, assetsOfPlan(plan, catalogue), 1);
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
    parts: [...videoParts, ...parts],
    requires: requirementsOf(chains, encode, current),
  };
}

/** What a step turns into. @throws PLAN_INVALID - where the catalogue, the facts or the encoder do not allow it. */
function lowerStep(walked: WalkedStep, index: number, encode: EncodeSettings): Lowering {
  const { step, transformation, before, impossible } = walked;
  const refuse = (reason: string | null) =>
    new PlanInvalidError([{ path: `steps[${index}]`, message: `${step.name}: ${reason}` }]);
  if (transformation === null || impossible !== null) throw refuse(impossible);
  const lowering = transformation.lower(before, step.params);
  const reason = encoderRefusal(encode, lowering.encode ?? {});
  if (reason !== null) throw refuse(reason);
  return lowering;
}

/** One filter after another, in the order of the steps. */
function writePlainly(
  ops: readonly StepOp[],
  colorSpace: string,
  videoStream: StreamBuilder,
): readonly GraphPart[] {
  return ops.map(({ op, step }) => {
    const fragment = plainOp(op, colorSpace);
    videoStream.append(fragment);
    return graphPart('as it is', [fragment], [step]);
  });
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
