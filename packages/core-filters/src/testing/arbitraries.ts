import * as fc from 'fast-check';
import { type AssetFacts, assetKinds } from '../assets/asset-facts.ts';
import { builtIn } from '../catalogue/catalogue.ts';
import { type Level, levels } from '../catalogue/level.ts';
import { type EncodeSettings, hardwareEncoderNames, presets } from '../compile/encode-settings.ts';
import type { AudioFacts, MediaFacts, VideoFacts } from '../facts/media-facts.ts';
import { randomStream } from '../random-stream.ts';

const frameRate = fc.oneof(
  fc.constantFrom(
    { numerator: 30, denominator: 1 },
    { numerator: 30_000, denominator: 1001 },
    { numerator: 24_000, denominator: 1001 },
    { numerator: 25, denominator: 2 },
  ),
  fc.integer({ min: 1, max: 240 }).map(numerator => ({ numerator, denominator: 1 })),
);

const audio: fc.Arbitrary<AudioFacts | null> = fc.option(
  fc.record({
    codec: fc.constantFrom('aac', 'opus', 'mp3'),
    sampleRate: fc.constantFrom(8000, 22_050, 44_100, 48_000, 96_000),
    channels: fc.integer({ min: 1, max: 8 }),
    startSeconds: fc.double({ min: 0, max: 2, noNaN: true }),
    durationSeconds: fc.double({ min: 0.04, max: 86_400, noNaN: true }),
  }),
);

const video: fc.Arbitrary<VideoFacts> = fc.record({
  codec: fc.constantFrom('h264', 'hevc', 'vp9', 'av1', 'mpeg4'),
  width: fc.integer({ min: 2, max: 8192 }),
  height: fc.integer({ min: 2, max: 8192 }),
  frameRate,
  variableFrameRate: fc.boolean(),
  frameCount: fc.constant(1),
  heldSeconds: fc.constantFrom(0, 0.5),
  fieldOrder: fc.constantFrom('progressive', 'top-first', 'bottom-first'),
  pixelFormat: fc.constantFrom('yuv420p', 'yuv444p', 'yuv420p10le', 'yuvj420p', 'gbrp'),
  bitDepth: fc.constantFrom(8, 10),
  rotationDegrees: fc.constantFrom(0, 90, 180, 270),
  sampleAspectRatio: fc.constantFrom(
    { numerator: 1, denominator: 1 },
    { numerator: 4, denominator: 3 },
    { numerator: 32, denominator: 27 },
  ),
  colorRange: fc.constantFrom('limited', 'full'),
  colorSpace: fc.constantFrom('bt709', 'smpte170m', 'bt2020nc', 'ycgco-re', 'unknown'),
  colorTransfer: fc.constantFrom('bt709', 'smpte2084', 'unknown'),
  colorPrimaries: fc.constantFrom('bt709', 'bt2020', 'unknown'),
  chromaLocation: fc.constantFrom('left', 'center', 'topleft', 'unknown'),
  highDynamicRange: fc.boolean(),
  startSeconds: fc.double({ min: 0, max: 10, noNaN: true }),
});

/** Facts of any video that the limits let through: 2..8192 pixels, 1..240 frames a second, 0.04 s to a day. */
export const mediaFacts: fc.Arbitrary<MediaFacts> = fc
  .record({ durationSeconds: fc.double({ min: 0.04, max: 86_400, noNaN: true }), video, audio })
  .map(facts => {
    const { numerator, denominator } = facts.video.frameRate;
    const frameCount = Math.max(1, Math.round((facts.durationSeconds * numerator) / denominator));
    return { ...facts, video: { ...facts.video, frameCount } };
  });

/** A level. */
export const level: fc.Arbitrary<Level> = fc.oneof(
  fc.constantFrom(...levels),
  fc.integer({ min: 0, max: 1000 }).map(thousandths => thousandths / 1000),
);

/** A transformation of the catalogue. */
export const transformation = fc.constantFrom(...builtIn);

/** A stream of choices. */
export const stream = fc.integer({ min: 0, max: 1_000_000 }).map(seed => randomStream({ seed }));

/** A SHA-256 in hex. */
export const sha256 = fc.stringMatching(/^[0-9a-f]{64}$/);

/** Facts of any asset that may stand in a plan. */
export const assetFacts: fc.Arbitrary<AssetFacts> = fc
  .record({
    sha256,
    kind: fc.constantFrom(...assetKinds),
    width: fc.integer({ min: 1, max: 16_384 }),
    height: fc.integer({ min: 1, max: 16_384 }),
    durationSeconds: fc.integer({ min: 1, max: 21_600 }),
    hasAudio: fc.boolean(),
  })
  .map(facts => {
    if (facts.kind === 'audio') return { ...facts, width: 0, height: 0, hasAudio: true };
    return facts.kind === 'image' ? { ...facts, durationSeconds: 0, hasAudio: false } : facts;
  });

/** Any encoder settings. */
export const encodeSettings: fc.Arbitrary<EncodeSettings> = fc.oneof(
  fc.record({
    encoder: fc.constant('libx264'),
    preset: fc.constantFrom(...presets),
    crf: fc.integer({ min: 0, max: 51 }),
    container: fc.constantFrom('mp4', 'mkv', 'mov'),
    threads: fc.integer({ min: 1, max: 16 }),
  }),
  fc.record({
    encoder: fc.constant('libvpx-vp9'),
    crf: fc.integer({ min: 0, max: 63 }),
    container: fc.constant('webm'),
    threads: fc.integer({ min: 1, max: 16 }),
  }),
  fc.record({
    encoder: fc.constantFrom(...hardwareEncoderNames),
    crf: fc.integer({ min: 0, max: 51 }),
    container: fc.constantFrom('mp4', 'mkv', 'mov'),
    threads: fc.integer({ min: 1, max: 16 }),
  }),
);
