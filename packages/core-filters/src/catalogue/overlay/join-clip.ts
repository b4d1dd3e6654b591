import type { AssetFacts } from '../../assets/asset-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { countedTimes } from '../../graph/counted-times.ts';
import type { Filter, FilterChain } from '../../graph/filter-graph.ts';
import type { Size } from '../../ir/geometry.ts';
import type { PictureOp } from '../../ir/picture-op.ts';
import { clipVideo } from '../../timeline/clip-video.ts';

/** How the picture is joined with a clip. */
export interface JoinClip {
  readonly asset: AssetFacts;
  /** Size that the clip gets. */
  readonly size: Size;
  /** The filter that reads both and ends with the shorter. */
  readonly join: Filter;
  /** Whether that filter reads the clip before the picture. @default false */
  readonly clipFirst?: boolean;
  /** What happens to the picture before. */
  readonly prepare?: readonly Filter[];
}

/** Frames that a clip is longer than the picture that it joins, so that the picture decides where both end. */
const spareFrames = 2;

/** Joins the picture with a moving clip, frame by frame. */
export function joinedWithClip(
  { video }: MediaFacts,
  { asset, size: { width, height }, join, clipFirst = false, prepare = [] }: JoinClip,
): PictureOp {
  const { frameRate, colorSpace, frameCount } = video;
  const form = { width, height, frameRate, colorSpace, skip: 0, frames: frameCount + spareFrames };
  const prepared: FilterChain[] =
    prepare.length === 0 ? [] : [{ inputs: ['in'], filters: prepare, outputs: ['picture'] }];
  const mainPad = prepare.length === 0 ? 'in' : 'picture';
  return {
    // The clip has the frames and the rate that the picture has here, so time must not move past it.
    kind: 'splice',
    fragment: {
      chains: [
        clipVideo(asset, form, 'clip'),
        ...prepared,
        {
          inputs: clipFirst ? ['clip', mainPad] : [mainPad, 'clip'],
          filters: [join, ...countedTimes(video)],
          outputs: ['out'],
        },
      ],
    },
  };
}
