import type { AudioFacts, MediaFacts, VideoFacts } from '@variegate/core-filters';

const video: VideoFacts = {
  ...{ codec: 'h264', width: 640, height: 360, frameRate: { numerator: 25, denominator: 1 } },
  ...{ heldSeconds: 0, fieldOrder: 'progressive' },
  ...{ variableFrameRate: false, frameCount: 250, pixelFormat: 'yuv420p', bitDepth: 8, rotationDegrees: 0 },
  ...{ sampleAspectRatio: { numerator: 1, denominator: 1 }, colorRange: 'limited', colorSpace: 'bt709' },
  ...{ colorTransfer: 'bt709', colorPrimaries: 'bt709', chromaLocation: 'left' },
  ...{ highDynamicRange: false, startSeconds: 0 },
};

const audio: AudioFacts = {
  codec: 'aac',
  sampleRate: 48_000,
  channels: 2,
  startSeconds: 0,
  durationSeconds: 10,
};

function source(changes: Partial<VideoFacts>, audioChanges: Partial<AudioFacts> = {}): MediaFacts {
  return { durationSeconds: 10, video: { ...video, ...changes }, audio: { ...audio, ...audioChanges } };
}

/** What most files are. */
export const ordinarySource: MediaFacts = source({});

/** What steps may meet that do things otherwise where there is little room, or one channel. */
export const smallMonoSource: MediaFacts = source({ width: 160, height: 120 }, { channels: 1 });

const wideGamut = { colorSpace: 'bt2020nc', colorPrimaries: 'bt2020' };
const tenBits = { pixelFormat: 'yuv420p10le', bitDepth: 10 };

/** What else a file may be, one thing at a time, by its usual name. */
export const unusualSources: Readonly<Record<string, MediaFacts>> = {
  'HDR video (PQ)': source({
    ...{ ...wideGamut, ...tenBits, colorTransfer: 'smpte2084', highDynamicRange: true },
  }),
  'HDR video (HLG)': source({
    ...{ ...wideGamut, ...tenBits, colorTransfer: 'arib-std-b67', highDynamicRange: true },
  }),
  'HDR video that is described in part': source({
    ...{ ...tenBits, colorSpace: 'unknown', colorPrimaries: 'unknown' },
    ...{ colorTransfer: 'smpte2084', highDynamicRange: true },
  }),
  'video of ten bits': source(tenBits),
  'video of full range': source({ pixelFormat: 'yuvj420p', colorRange: 'full' }),
  'video whose chroma lies elsewhere': source({ chromaLocation: 'center' }),
  'video that is not 4:2:0': source({ pixelFormat: 'yuv444p' }),
  'video in RGB': source({ pixelFormat: 'gbrp', colorSpace: 'gbr', colorRange: 'full' }),
  'video of standard definition': source({ width: 720, height: 576, colorSpace: 'smpte170m' }),
  'video that states no colours': source({
    ...{ colorSpace: 'unknown', colorTransfer: 'unknown', colorPrimaries: 'unknown' },
  }),
  'video of pixels that are not square': source({ sampleAspectRatio: { numerator: 4, denominator: 3 } }),
  'video of an odd size': source({ width: 641, height: 361 }),
  'video that is turned': source({ width: 360, height: 640, rotationDegrees: 90 }),
  'video of variable frame rate': source({ variableFrameRate: true }),
  'video that is interlaced': source({ fieldOrder: 'top-first' }),
  'video that is partly transparent': source({ pixelFormat: 'yuva420p' }),
  'video whose time does not begin at 0': source({ startSeconds: 1.5 }, { startSeconds: 1.5 }),
  'sound that begins late': source({}, { startSeconds: 0.5 }),
  'sound that begins early': source({ startSeconds: 0.5 }),
  'sound in mono': source({}, { channels: 1 }),
  'sound in 5.1': source({}, { channels: 6 }),
  'sound of ten channels': source({}, { channels: 10 }),
  'sound of an unusual rate': source({}, { sampleRate: 96_000 }),
};
