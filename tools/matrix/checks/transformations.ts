import path from 'node:path';
import { builtIn, compilePlan, defaultEncodeSettings, definePlan } from '@variegate/core-filters';
import { fingerprint, probe } from '@variegate/inspect';
import { compareRenders } from '../compare/compare-renders.ts';
import { clipOf } from '../media/find-clips.ts';
import { smallClip } from '../media/generated-clips.ts';
import { type RenderOrder, renderOn } from '../render/render-on.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';
import { type Check, type CheckContext, type Failure, resultOf } from './check.ts';

/** Many times what a render of the small clip takes. */
const timeoutSeconds = 30;

/** Every transformation of the catalogue alone, compiled and plain. */
export const transformations: Check = {
  name: 'transformations',
  title: 'Every transformation, compiled and plain, ends and looks as on the oldest version',
  isShort: true,
  async run(context) {
    const { orders, rejected } = await context.once('transformations', () => drawOrders(context));
    const pairs = [];
    for (const { graph, order } of orders) {
      const rendered = (version: MatrixVersion) =>
        context.once(`transformations, ${graph}, on ${version.column}`, () =>
          renderOn(version, order, context),
        );
      const theirs = await rendered(context.reference);
      const ours = await rendered(context.version);
      for (const [place, one] of ours.entries()) {
        const label = `${one.plan.steps[0]?.name}, ${graph}`;
        pairs.push({ label, ours: one, theirs: theirs[place] ?? one, order });
      }
    }
    const { figures, failures, notes } = await compareRenders(pairs, context);
    return resultOf({ transformations: builtIn.length, ...figures }, [...rejected, ...failures], notes);
  },
};

interface DrawnOrders {
  readonly orders: readonly { readonly graph: string; readonly order: RenderOrder }[];
  /** Transformations that the clip does not allow. */
  readonly rejected: readonly Failure[];
}

async function drawOrders({ reference, cacheFolder, isShort, signal }: CheckContext): Promise<DrawnOrders> {
  const folder = path.join(cacheFolder, 'clips');
  const clip = await clipOf(smallClip, { folder, maker: reference, signal });
  const { facts } = await probe(clip.path, { ffmpeg: reference.ffmpeg, signal });
  const sourceSha256 = await fingerprint(clip.path, { cacheFolder, signal });
  const drawn = builtIn.map(({ name }, place) =>
    definePlan([{ name }]).draw({ level: 'medium', seed: 1, index: place + 1, sourceSha256, facts }),
  );
  const plans = drawn.filter(({ steps }) => steps.length > 0);
  const settings = { facts, encode: defaultEncodeSettings, provenance: null };
  // Of most that change the audio, the time or the encoder, both graphs are the same.
  const withOwnPlainGraph = plans.filter(plan => {
    const [fused, unfused] = [false, true].map(isPlain =>
      JSON.stringify(compilePlan({ ...settings, plan, plain: isPlain }).command),
    );
    return fused !== unfused;
  });
  const compiled = { clip, plans, plainGraph: false, timeoutSeconds };
  const plain = { ...compiled, plans: withOwnPlainGraph, plainGraph: true };
  return {
    orders: [{ graph: 'compiled', order: compiled }, ...(isShort ? [] : [{ graph: 'plain', order: plain }])],
    rejected: drawn.flatMap(({ rejected }) =>
      rejected.map(({ name, reason }) => ({ what: `${name} could not be tried: ${reason}`, command: null })),
    ),
  };
}
