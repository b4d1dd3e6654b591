import {
  compilePlan,
  type FilterChain,
  type MediaFacts,
  type Plan,
  planFormatVersion,
  serializeGraph,
} from '@variegate/core-filters';
import type { RenderSettings } from '../job/render-settings.ts';
import { resolveFile } from '../rendering/resolve-file.ts';
import type { ChosenSamples } from './choose-samples.ts';
import { setApart } from './side-by-side.ts';

/** What compiles to nothing but the form that chains begin with. */
const emptyPlan: Plan = {
  ...{ formatVersion: planFormatVersion, strategy: 'custom', level: 'medium', seed: 0, index: 1 },
  ...{ source: { sha256: '0'.repeat(64) }, steps: [], rejected: [] },
};

/**
 * The graph that takes samples: each stretch, from a separate input, is brought to the form that chains begin with, cut,
 * and made small; then they follow one another. Ends in `[kept]`, the picture, and `[luma]`, its luma alone.
 */
export function samplesGraph(
  { firstFrames, framesEach, width, height }: ChosenSamples,
  facts: MediaFacts,
  { encode, normalization }: RenderSettings,
): string {
  const { graph } = compilePlan({
    ...{ plan: emptyPlan, facts: { ...facts, audio: null }, encode, normalization, provenance: null },
  }).command;
  const stretches = firstFrames.flatMap((_, stretch): readonly FilterChain[] =>
    setApart(graph.chains, { prefix: `s${stretch}`, inputOf: () => stretch }),
  );
  const cut = firstFrames.map(
    (_, stretch) =>
      `[s${stretch}vout]trim=end_frame=${framesEach},scale=${width}:${height}:flags=area,setsar=1[c${stretch}]`,
  );
  const joined = firstFrames.map((_, stretch) => `[c${stretch}]`).join('');
  return [
    serializeGraph({ ...graph, chains: stretches }, resolveFile),
    ...cut,
    `${joined}concat=n=${firstFrames.length}:v=1:a=0,split[kept][seen]`,
    '[seen]format=yuv420p,extractplanes=y[luma]',
  ].join(';');
}
