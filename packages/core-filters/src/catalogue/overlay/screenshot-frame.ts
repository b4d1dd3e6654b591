import { z } from 'zod';
import type { AssetFacts } from '../../assets/asset-facts.ts';
import { asset } from '../../assets/asset-parameter.ts';
import { evenFloor, withSize } from '../../facts/change-facts.ts';
import type { MediaFacts } from '../../facts/media-facts.ts';
import { generatedBrowser, generatedPhone } from '../../generated-assets/generated-assets.ts';
import type { Box, Geometry, Size } from '../../ir/geometry.ts';
import type { PictureOp } from '../../ir/picture-op.ts';
import { choice, decimal } from '../../parameters.ts';
import { roundTo } from '../../round-to.ts';
import { nearestLevel } from '../level.ts';
import { intensityOf, needsPixels } from '../requirements.ts';
import { defineTransformation } from '../transformation.ts';

const side = (unit: string, description: string): z.ZodNumber =>
  decimal({ unit: `fraction of the frame's ${unit}`, min: 0, max: 1, decimals: 4, description });

const params = z.strictObject({
  asset: asset(['image'], { description: 'the frame, with a hole where the video is to be' }),
  left: side('width', 'left edge of the hole'),
  top: side('height', 'top edge of the hole'),
  right: side('width', 'right edge of the hole'),
  bottom: side('height', 'bottom edge of the hole'),
  fit: choice(['whole', 'filling'], {
    description:
      'whether the whole picture is seen with bars beside it, or the hole is filled and the rest cut off',
  }),
});

/** Shows the video in the window of a screenshot. */
export const screenshotFrame = defineTransformation({
  name: 'screenshot_frame',
  layer: 'overlay',
  hashDistance: { least: 104, light: 104, medium: 104, strong: 103 },
  summary:
    'Shows the video in the window of a screenshot, a telephone or a browser; the frame gets its shape.',
  source: 'https://ffmpeg.org/ffmpeg-filters.html#overlay-1',
  params: params.refine(
    ({ left, top, right, bottom }) => right - left >= 0.05 && bottom - top >= 0.05,
    'the hole must be at least 0.05 wide and high',
  ),
  assets: wanted => [wanted.asset],
  impossible: facts => needsPixels(facts, 96),
  sample(random, { video }, level) {
    // A picture that fits its window stays readable; only a strong change may put a wide one on a telephone.
    const fitting = video.width > video.height ? generatedBrowser : generatedPhone;
    const isStrong = nearestLevel(level) === 'strong';
    const frame = isStrong ? random.pick([generatedBrowser, generatedPhone]) : fitting;
    return {
      asset: frame.facts,
      ...holeOf(frame.facts, frame.window),
      fit: isStrong ? random.pick(['whole', 'filling']) : 'whole',
    };
  },
  lower(facts, wanted) {
    const frame = frameSize(facts, wanted.asset);
    const window = windowIn(frame, wanted);
    const { width, height } = facts.video;
    const whole = wanted.fit === 'whole';
    const scale = (whole ? Math.min : Math.max)(window.w / width, window.h / height);
    const scaled = { width: evenFloor(width * scale), height: evenFloor(height * scale) };
    const shown = {
      width: Math.min(scaled.width, window.w),
      height: Math.min(scaled.height, window.h),
    };
    const x = window.x + evenHalf(window.w - shown.width);
    const y = window.y + evenHalf(window.h - shown.height);
    const image = {
      sha256: wanted.asset.sha256,
      part: { x: 0, y: 0, w: wanted.asset.width, h: wanted.asset.height },
      place: { x: 0, y: 0, w: frame.width, h: frame.height },
      opacity: 1,
      hole: null,
      colorSpace: facts.video.colorSpace,
      frameRate: facts.video.frameRate,
      frameCount: facts.video.frameCount,
    };
    return {
      video: [
        moved({ type: 'scale', ...scaled }),
        moved({
          type: 'crop',
          ...shown,
          x: evenHalf(scaled.width - shown.width),
          y: evenHalf(scaled.height - shown.height),
        }),
        { kind: 'geometry', geometry: { type: 'pad', ...frame, x, y }, fill: '000000' },
        { kind: 'image', image },
      ],
    };
  },
  effect(facts, wanted) {
    const { width, height } = frameSize(facts, wanted.asset);
    return { facts: withSize(facts, width, height) };
  },
  intensity: ({ left, top, right, bottom, fit }) =>
    intensityOf(1 - (right - left) * (bottom - top) + (fit === 'filling' ? 0.3 : 0), 1.3),
});

function holeOf(frame: Size, { x, y, w, h }: Box): Record<'left' | 'top' | 'right' | 'bottom', number> {
  return {
    left: roundTo(x / frame.width, 4),
    top: roundTo(y / frame.height, 4),
    right: roundTo((x + w) / frame.width, 4),
    bottom: roundTo((y + h) / frame.height, 4),
  };
}

/** As many pixels as the video has, in the shape of the frame. */
function frameSize({ video }: MediaFacts, frame: AssetFacts): Size {
  const factor = Math.sqrt((video.width * video.height) / (frame.width * frame.height));
  return { width: evenFloor(frame.width * factor), height: evenFloor(frame.height * factor) };
}

/** The hole with a margin that lies under the frame's edge, so that no gap is seen. */
function windowIn({ width, height }: Size, wanted: z.output<typeof params>): Box {
  const x = 2 * Math.floor((width * wanted.left) / 2);
  const y = 2 * Math.floor((height * wanted.top) / 2);
  const right = Math.min(width, 2 * Math.ceil((width * wanted.right) / 2));
  const bottom = Math.min(height, 2 * Math.ceil((height * wanted.bottom) / 2));
  return { x, y, w: Math.max(2, right - x), h: Math.max(2, bottom - y) };
}

function evenHalf(pixels: number): number {
  return 2 * Math.floor(pixels / 4);
}

function moved(geometry: Geometry): PictureOp {
  return { kind: 'geometry', geometry, fill: null };
}
