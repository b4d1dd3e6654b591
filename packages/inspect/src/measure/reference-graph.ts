import {
  type CommandInput,
  type FilterGraph,
  type MediaFacts,
  type SegmentMap,
  serializeGraph,
} from '@variegate/core-filters';

/**
 * A graph that takes the source through the same geometry and timing as the variant, and through nothing else:
 * what the variant would be without its other transformations.
 */
export interface QualityReference {
  /** Its pad `vout` carries the picture. */
  readonly graph: FilterGraph;
  /** What the graph reads, by its numbers: the source, and second media where it needs any. */
  readonly inputs: readonly CommandInput[];
  /** Paths of the files that the graph refers to. */
  readonly resolveFile: (reference: string) => string;
}

/** A reference as text, ending in `[reference]`. */
export interface ReferenceText {
  readonly graph: string;
  /** Which kind it is; see {@link referenceText}. */
  readonly kind: 'given' | 'scaled-source';
  /** Filters that bring the variant's picture to the same stretch of time. */
  readonly variantTrim: string;
}

/**
 * What the variant's picture is compared with: the given reference, or else the source itself, scaled to the size
 * of the variant, where the variant shows one stretch of it forwards and at its own speed.
 * @returns `null` where there is no reference and the source itself is none.
 */
export function referenceText(
  reference: QualityReference | null,
  segments: SegmentMap,
  variant: MediaFacts,
): ReferenceText | null {
  if (reference !== null) {
    const graph = serializeGraph(pictureOnly(reference.graph), reference.resolveFile);
    return { graph: `${graph};[${picturePad}]null[reference]`, kind: 'given', variantTrim: 'null' };
  }
  const [segment, ...more] = segments;
  if (segment === undefined || more.length > 0 || segment.direction === -1) return null;
  const shown = segment.variantEnd - segment.variantStart;
  const taken = segment.sourceEnd - segment.sourceStart;
  if (taken <= 0 || Math.abs(shown / taken - 1) > speedTolerance) return null;
  const size = `scale=${variant.video.width}:${variant.video.height}:flags=bicubic`;
  return {
    graph: `[0:V:0]${trim(segment.sourceStart, segment.sourceEnd)},${size}[reference]`,
    kind: 'scaled-source',
    variantTrim: trim(segment.variantStart, segment.variantEnd),
  };
}

/** A speed that differs by less shifts no frame by a whole one within a minute. */
const speedTolerance = 0.0005;

function trim(start: number, end: number): string {
  return `setpts=PTS-STARTPTS,trim=start=${start.toFixed(6)}:end=${end.toFixed(6)},setpts=PTS-STARTPTS`;
}

/** The pad on which plans end their picture. */
const picturePad = 'vout';

/** The chains of a graph that the picture is made from; sound that nobody reads would be an error. */
function pictureOnly(graph: FilterGraph): FilterGraph {
  const needed = new Set([picturePad]);
  const kept = graph.chains.toReversed().filter(chain => {
    if (!chain.outputs.some(output => needed.has(output))) return false;
    for (const input of chain.inputs) needed.add(input);
    return true;
  });
  return { ...graph, chains: kept.toReversed() };
}
