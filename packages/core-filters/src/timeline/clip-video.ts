import type { AssetFacts } from '../assets/asset-facts.ts';
import { assetVideo } from '../assets/asset-pads.ts';
import { evenFloor } from '../facts/change-facts.ts';
import { type Rational, rationalText } from '../facts/rational.ts';
import { countedTimes } from '../graph/counted-times.ts';
import type { Filter, FilterChain } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import { scalerMatrix } from '../ir/colour/scaler-matrix.ts';
import type { Size } from '../ir/geometry.ts';

/** What a clip is to be in a chain. */
export interface ClipForm extends Size {
  readonly frameRate: Rational;
  /** Colour space of the video that it joins, by ffmpeg's name. */
  readonly colorSpace: string;
  /** Frames that are left out at the start. */
  readonly skip: number;
  readonly frames: number;
}

/** How much larger than the frame a still picture is while the frame passes over it. */
const roomToPan = 1.2;

/**
 * The chain that makes a clip of an asset, filling the frame: a video restarts when it ends, a still picture is shown by
 * a frame that passes over it, so that the clip moves.
 */
export function clipVideo(asset: AssetFacts, form: ClipForm, output: string): FilterChain {
  const { width, height, frameRate, skip, frames } = form;
  const still = asset.kind === 'image';
  const room = still ? roomToPan : 1;
  const covering = sizeToCover(asset, { width: width * room, height: height * room });
  const all = skip + frames;
  return {
    inputs: [assetVideo(asset)],
    filters: [
      ...(still
        ? [{ name: 'trim', options: { end_frame: 1 } }]
        : [fromZero, { name: 'fps', options: { fps: rationalText(frameRate) } }]),
      scaled(covering, asset, form.colorSpace),
      { name: 'format', options: { pix_fmts: 'yuv420p' } },
      workingProperties,
      ...(still
        ? [{ name: 'loop', options: { loop: -1, size: 1 } }, ...countedTimes({ frameRate, frameCount: all })]
        : []),
      {
        name: 'crop',
        options: { w: width, h: height, ...(still ? pan(all) : centred(covering, form)), exact: 1 },
      },
      { name: 'setsar', options: { sar: '1' } },
      { name: 'trim', options: { start_frame: skip, end_frame: all } },
      fromZero,
    ],
    outputs: [output],
  };
}

const fromZero: Filter = { name: 'setpts', options: { expr: 'PTS-STARTPTS' } };

function sizeToCover(asset: Size, target: Size): Size {
  const factor = Math.max(target.width / asset.width, target.height / asset.height);
  const even = (side: number, least: number): number => evenFloor(Math.max(Math.ceil(least) + 1, side));
  return {
    width: even(asset.width * factor, target.width),
    height: even(asset.height * factor, target.height),
  };
}

/** A clip joins a video of unknown matrix unconverted; a still picture may be RGB, so its matrix has to be set. */
function scaled({ width, height }: Size, { kind }: AssetFacts, colorSpace: string): Filter {
  const colour =
    kind === 'video' && colorSpace === 'unknown' ? {} : { out_color_matrix: scalerMatrix(colorSpace) };
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
