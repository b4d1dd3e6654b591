import type { VideoFacts } from '../facts/media-facts.ts';
import { hasScalerMatrix } from '../facts/normalized-facts.ts';
import type { Filter } from '../graph/filter-graph.ts';

/** The facts that describe what colours are. */
export type DescribedColours = 'colorSpace' | 'colorTransfer' | 'colorPrimaries' | 'highDynamicRange';

/**
 * The colour properties that the first filters need stated: newer versions refuse to join a scaler to frames whose matrix it does
 * not have.
 */
export function knownColours(video: Pick<VideoFacts, DescribedColours | 'pixelFormat'>): readonly Filter[] {
  if (!video.highDynamicRange) {
    return hasScalerMatrix(video) ? [] : [{ name: 'setparams', options: { colorspace: 'unknown' } }];
  }
  const { primaries, matrix } = highDynamicRangeColours(video);
  const described = primaries === video.colorPrimaries && matrix === video.colorSpace;
  return described ? [] : [highDynamicRangeProperties(video)];
}

/** The filter that says what frames in HDR are. */
export function highDynamicRangeProperties(video: Pick<VideoFacts, DescribedColours>): Filter {
  const { primaries, matrix } = highDynamicRangeColours(video);
  return {
    name: 'setparams',
    options: {
      range: 'limited',
      color_primaries: primaries,
      color_trc: video.colorTransfer,
      colorspace: matrix,
    },
  };
}

/** HDR that is described in part is taken for BT.2020 with luma that is not constant, the only kind that is in use. */
function highDynamicRangeColours({ colorPrimaries, colorSpace }: Pick<VideoFacts, DescribedColours>) {
  const stated = (name: string, usual: string): string => (name === 'unknown' ? usual : name);
  return {
    primaries: stated(colorPrimaries, 'bt2020'),
    // The converter knows no constant luminance.
    matrix: colorSpace === 'bt2020c' ? 'bt2020nc' : stated(colorSpace, 'bt2020nc'),
  };
}
