import { builtIn, muxers, strategyNames } from '@variegate/core-filters';
import { inspectionNeeds } from '@variegate/inspect';
import type { FfmpegNeeds } from '@variegate/runner';
import { baseClipNeeds } from '../gallery/base-clip.ts';
import { pictureNeeds } from '../gallery/take-picture.ts';
import { resolveEncode } from '../options/resolve-encode.ts';
import { frameNeeds } from '../report/frames/take-frames.ts';
import { judgingNeeds } from '../search/measure-candidate.ts';
import { samplingNeeds } from '../search/take-samples.ts';
import { filtersOfChains, filtersOfTransformation, needsOfSource } from './chain-needs.ts';
import { ordinarySource, unusualSources } from './source-kinds.ts';

/**
 * What an ffmpeg is used for:
 * - `format`: to write a container with its encoders; by the container's name;
 * - `rendering`: to render anything at all;
 * - `verification`: to verify a finished file, without which it is not published;
 * - `hashing`: to compare variants with their source by hashes;
 * - `source`: to take a file that is not an ordinary one; by its usual name;
 * - `transformation`: to do one, whatever its parameters; by its name;
 * - `plain-transformation`: to do one with a separate filter (`plainGraph`); by its name;
 * - `chain`: to render a chain of steps as a strategy draws it, many for each strategy; by the strategy's name;
 * - `search`: to measure the candidates of `enhanced_metrics`;
 * - `measure`: to take a measure that an ffmpeg may lack; by the measure's name;
 * - `report`: to take the pictures of a report;
 * - `catalogue`: to take the pictures of a catalogue.
 */
export type FfmpegUseKind =
  | 'format'
  | 'rendering'
  | 'verification'
  | 'hashing'
  | 'source'
  | 'transformation'
  | 'plain-transformation'
  | 'chain'
  | 'search'
  | 'measure'
  | 'report'
  | 'catalogue';

/** One use of an ffmpeg, and what it takes. */
export interface FfmpegUse {
  readonly kind: FfmpegUseKind;
  /** What is rendered, written, taken or done; empty where there is but one. */
  readonly name: string;
  readonly needs: FfmpegNeeds;
}

/**
 * Everything that an ffmpeg is used for, read from the very commands: those of every transformation, of chains as the
 * strategies draw them, and of everything that inspects files. Takes a second or two.
 */
export function ffmpegUses(): readonly FfmpegUse[] {
  const use = (kind: FfmpegUseKind, name: string, needs: Partial<FfmpegNeeds>): FfmpegUse => ({
    ...{ kind, name },
    needs: { filters: [], encoders: [], muxers: [], ...needs },
  });
  const { verification, hashing, measures } = inspectionNeeds(ordinarySource);
  const settings = { encode: resolveEncode({}), provenance: true, plainGraph: false };
  return [
    ...(Object.keys(muxers) as (keyof typeof muxers)[]).map(format => {
      const { encoders, muxer } = needsOfSource(ordinarySource, resolveEncode({ container: format }));
      return use('format', format, { encoders, muxers: [muxer] });
    }),
    use('rendering', '', { filters: needsOfSource(ordinarySource).filters }),
    use('verification', '', verification),
    use('hashing', '', hashing),
    ...Object.entries(unusualSources).map(([name, facts]) =>
      use('source', name, { filters: needsOfSource(facts).filters }),
    ),
    ...builtIn.map(one => use('transformation', one.name, { filters: filtersOfTransformation(one, false) })),
    ...builtIn.map(one =>
      use('plain-transformation', one.name, { filters: filtersOfTransformation(one, true) }),
    ),
    ...strategyNames.flatMap(name => filtersOfChains(name).map(filters => use('chain', name, { filters }))),
    use('search', '', samplingNeeds(ordinarySource, settings)),
    use('search', '', judgingNeeds()),
    ...Object.entries(measures).map(([name, needs]) => use('measure', name, needs)),
    use('report', '', frameNeeds),
    ...[baseClipNeeds, ...pictureNeeds].map(needs => use('catalogue', '', needs)),
  ];
}
