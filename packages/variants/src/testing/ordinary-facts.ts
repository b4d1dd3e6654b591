import type { MediaFacts } from '@variegate/core-filters';

/** Ten seconds of 360p at 25 frames a second, with stereo audio. */
export const ordinaryFacts: MediaFacts = {
  durationSeconds: 10,
  video: {
    ...{ codec: 'h264', width: 640, height: 360, frameRate: { numerator: 25, denominator: 1 } },
    ...{ heldSeconds: 0, fieldOrder: 'progressive' },
    ...{ variableFrameRate: false, frameCount: 250, pixelFormat: 'yuv420p', bitDepth: 8, rotationDegrees: 0 },
    ...{ sampleAspectRatio: { numerator: 1, denominator: 1 }, colorRange: 'limited', colorSpace: 'bt709' },
    ...{
      colorTransfer: 'bt709',
      colorPrimaries: 'bt709',
      chromaLocation: 'left',
      highDynamicRange: false,
      startSeconds: 0,
    },
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, startSeconds: 0, durationSeconds: 10 },
};
