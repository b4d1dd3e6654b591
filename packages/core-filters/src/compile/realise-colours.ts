import type { Fragment } from '../graph/filter-graph.ts';
import { type ColourChange, colourFilter, worksInRgb } from '../ir/colour/colour-change.ts';
import { lumaWeights } from '../ir/colour/colour-matrix.ts';
import { fitColourModel } from '../ir/colour/colour-model.ts';
import { type PictureState, plainOp } from './plain-op.ts';
import { realiseColour } from './realise-colour.ts';

/** Root mean square errors, in levels, up to which a fitted model stands for the changes. */
const tolerance = { luma: 3.5, chroma: 4 } as const;

/**
 * The cheapest fragments for colour changes that act one after another. One change that ffmpeg does in tables anyway
 * stays its own filter; runs become a fitted model; a run that no model fits is halved, down to single changes.
 */
export function realiseColours(changes: readonly ColourChange[], picture: PictureState): readonly Fragment[] {
  const [first, ...others] = changes;
  if (first === undefined) return [];
  const { chroma, rest } = splitOffChroma(changes);
  if (rest.length === 0 || (others.length === 0 && !worksInRgb(first)))
    return [[colourFilter(chroma ?? first)]];
  const model = fitColourModel(changes, lumaWeights(picture.colorSpace));
  const [luma, u, v] = model.error;
  if (luma <= tolerance.luma && Math.max(u, v) <= tolerance.chroma) return [realiseColour(model, picture)];
  if (others.length === 0) return [plainOp({ kind: 'colour', change: first }, picture.colorSpace)];
  const half = Math.ceil(changes.length / 2);
  return [
    ...realiseColours(changes.slice(0, half), picture),
    ...realiseColours(changes.slice(half), picture),
  ];
}

/** Changes of hue and saturation alone compose exactly: angles add, factors multiply. */
function splitOffChroma(changes: readonly ColourChange[]): {
  chroma: ColourChange | null;
  rest: readonly ColourChange[];
} {
  const rest = changes.filter(change => change.type !== 'chroma');
  const all = changes.filter(change => change.type === 'chroma');
  const degrees = all.reduce((sum, change) => sum + change.degrees, 0);
  const saturation = all.reduce((product, change) => product * change.saturation, 1);
  return { chroma: all.length === 0 ? null : { type: 'chroma', degrees, saturation }, rest };
}
