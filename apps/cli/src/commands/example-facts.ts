import type { MediaFacts } from '@variegate/core-filters';

/** Facts of an ordinary clip, for showing what would be drawn where there is none. */
export const exampleFacts: MediaFacts = {
  durationSeconds: 12,
  video: {
    ...{ codec: 'h264', width: 1280, height: 720, frameRate: { numerator: 30, denominator: 1 } },
    ...{ variableFrameRate: false, frameCount: 360, heldSeconds: 0, fieldOrder: 'progressive' },
    ...{ pixelFormat: 'yuv420p', bitDepth: 8, rotationDegrees: 0 },
    sampleAspectRatio: { numerator: 1, denominator: 1 },
    ...{ colorRange: 'limited', colorSpace: 'bt709', colorTransfer: 'bt709', colorPrimaries: 'bt709' },
    ...{ chromaLocation: 'unknown', highDynamicRange: false, startSeconds: 0 },
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, startSeconds: 0, durationSeconds: 12 },
};
