import { evenFloor } from '../facts/change-facts.ts';
import { type Rational, rationalText } from '../facts/rational.ts';
import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import { scalerMatrix } from '../ir/colour/scaler-matrix.ts';
import type { Size } from '../ir/geometry.ts';
import type { AssetFacts } from './asset-facts.ts';
import { assetPicture } from './asset-pads.ts';

/** What a clip is to be in a chain. */
export interface ClipForm extends Size {
  readonly frameRate: Rational;
  /** Colour space of the picture that it joins, by ffmpeg's name. */
  readonly colorSpace: string;
  /** Frames that are left out at the start. */
  readonly skip: number;
  readonly frames: number;
}

/** How much larger than the frame a still picture is while the frame passes over it. */
const roomToPan = 1.2;

/**
 * The chain that makes a clip of an asset, filling the frame: a video begins anew when it ends, a still picture is shown by
 * a frame that passes over it, so that the clip moves.
 */
export function clipPicture(asset: AssetFacts, form: ClipForm, output: string): FilterChain {
  const { width, height, frameRate, skip, frames } = form;
  const still = asset.kind === 'image';
  const rate: Filter = { name: 'fps', options: { fps: rationalText(frameRate) } };
  const room = still ? roomToPan : 1;
  const covering = sizeToCover(asset, { width: width * room, height: height * room });
  const all = skip + frames;
  return {
    inputs: [assetPicture(asset)],
    filters: [
      ...(still ? [{ name: 'trim', options: { end_frame: 1 } }] : []),
      { name: 'setpts', options: { expr: 'PTS-STARTPTS' } },
      ...(still ? [] : [rate]),
      scaled(covering, form.colorSpace),
      { name: 'format', options: { pix_fmts: 'yuv420p' } },
      ...(still ? [{ name: 'loop', options: { loop: -1, size: 1 } }, rate] : []),
      {
        name: 'crop',
        options: { w: width, h: height, ...(still ? pan(all) : centred(covering, form)), exact: 1 },
      },
      { name: 'setsar', options: { sar: '1' } },
      { name: 'trim', options: { start_frame: skip, end_frame: all } },
      { name: 'setpts', options: { expr: 'PTS-STARTPTS' } },
    ],
    outputs: [output],
  };
}

function sizeToCover(asset: Size, target: Size): Size {
  const factor = Math.max(target.width / asset.width, target.height / asset.height);
  const even = (side: number, least: number): number => evenFloor(Math.max(Math.ceil(least) + 1, side));
  return {
    width: even(asset.width * factor, target.width),
    height: even(asset.height * factor, target.height),
  };
}

function scaled({ width, height }: Size, colorSpace: string): Filter {
  const matrix = scalerMatrix(colorSpace);
  const colour = matrix === null ? {} : { out_color_matrix: matrix };
  return { name: 'scale', options: { w: width, h: height, out_range: 'limited', ...colour } };
}

function centred(covering: Size, frame: Size): Filter['options'] {
  const middle = (outer: number, inner: number): number => 2 * Math.floor((outer - inner) / 4);
  return { x: middle(covering.width, frame.width), y: middle(covering.height, frame.height) };
}

/** From the top left to the bottom right in the time of the whole clip, in steps of two pixels as 4:2:0 has them. */
function pan(frames: number): Filter['options'] {
  const along = (side: 'w' | 'h'): string =>
    `2*floor((in_${side}-out_${side})/2*min(n/${Math.max(1, frames - 1)},1))`;
  return { x: along('w'), y: along('h') };
}
