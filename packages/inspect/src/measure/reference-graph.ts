import {
  type Catalogue,
  type CommandInput,
  compilePlan,
  defaultEncodeSettings,
  type FilterGraph,
  type MediaFacts,
  type Normalization,
  type Plan,
  placementOf,
  type SegmentMap,
  serializeGraph,
} from '@variegate/core-filters';

/**
 * A graph that takes the source through the same geometry and timing as the variant, and through nothing else:
 * what the variant would be without its other transformations.
 */
export interface QualityReference {
  /** Its pad `vout` carries the video. */
  readonly graph: FilterGraph;
  /** What the graph reads, by its numbers: the source, and assets where it needs any. */
  readonly inputs: readonly CommandInput[];
  /** Paths of the files that the graph refers to. */
  readonly resolveFile: (reference: string) => string;
}

/** A reference as text, ending in `[reference]`. */
export interface ReferenceText {
  readonly graph: string;
  /** Which kind it is; see {@link referenceText}. */
  readonly kind: 'given' | 'scaled-source';
  /** Filters that bring the variant's video to the same stretch of time. */
  readonly variantTrim: string;
}

/**
 * What the variant's video is compared with: the given reference, or else the source itself, scaled to the size
 * of the variant, where the variant shows one stretch of it forwards and at its own speed.
 * @param sourcePad What a chain over the source begins with.
 * @returns `null` where there is no reference and the source itself is none.
 */
export function referenceText(
  reference: QualityReference | null,
  segments: SegmentMap,
  variant: MediaFacts,
  sourcePad = '[0:V:0]',
): ReferenceText | null {
  if (reference !== null) {
    const graph = serializeGraph(videoOnly(reference.graph), reference.resolveFile);
    return { graph: `${graph};[${videoPad}]null[reference]`, kind: 'given', variantTrim: 'null' };
  }
  const [segment, ...more] = segments;
  if (segment === undefined || more.length > 0 || segment.direction === -1) return null;
  const shown = segment.variantEnd - segment.variantStart;
  const taken = segment.sourceEnd - segment.sourceStart;
  if (taken <= 0 || Math.abs(shown / taken - 1) > speedTolerance) return null;
  const size = `scale=${variant.video.width}:${variant.video.height}:flags=bicubic`;
  return {
    graph: `${sourcePad}${trim(segment.sourceStart, segment.sourceEnd)},${size}[reference]`,
    kind: 'scaled-source',
    variantTrim: trim(segment.variantStart, segment.variantEnd),
  };
}

/** A speed that differs by less shifts no frame by a whole one within a minute. */
const speedTolerance = 0.0005;

function trim(start: number, end: number): string {
  return `setpts=PTS-STARTPTS,trim=start=${start.toFixed(6)}:end=${end.toFixed(6)},setpts=PTS-STARTPTS`;
}

/** The pad on which plans end their video. */
const videoPad = 'vout';

/** The chains of a graph that the video is made from; audio that nothing reads would be an error. */
function videoOnly(graph: FilterGraph): FilterGraph {
  const needed = new Set([videoPad]);
  const kept = graph.chains.toReversed().filter(chain => {
    if (!chain.outputs.some(output => needed.has(output))) return false;
    for (const input of chain.inputs) needed.add(input);
    return true;
  });
  return { ...graph, chains: kept.toReversed() };
}

/** What {@link planReference} needs. */
export interface PlanReferenceRequest {
  /** The plan that the variant was made by. */
  readonly plan: Plan;
  /** What `probe` says of the source. */
  readonly facts: MediaFacts;
  /** Paths of the files that a graph refers to. */
  readonly resolveFile: (reference: string) => string;
  /** Whether the variant was made with one filter for each step; the reference is resampled as often. @default false */
  readonly plain?: boolean | undefined;
  /** What the variant was made with. @default as usual */
  readonly normalization?: Normalization | undefined;
  /** What has the transformations of the steps. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
}

/**
 * What a variant is compared with for its quality: its source after the geometry and the timing of its plan, and after
 * nothing else. Frames that the plan puts in from assets are put in here too.
 *
 * @throws {PLAN_INVALID} for a plan that this source does not allow.
 */
export function planReference({
  plan,
  facts,
  resolveFile,
  plain = false,
  normalization,
  catalogue,
}: PlanReferenceRequest): QualityReference {
  const { command } = compilePlan({
    plan: placementOf(plan, facts, catalogue),
    facts,
    encode: defaultEncodeSettings,
    provenance: null,
    plain,
    normalization,
    catalogue,
  });
  return { graph: command.graph, inputs: command.inputs, resolveFile };
}
