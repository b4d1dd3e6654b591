import type { FinishedFolder, ReportedSource, ReportedVariant } from '../report/finished-folder.ts';
import type { FramePair } from '../report/frames/take-pairs.ts';
import { ordinaryFacts } from './ordinary-facts.ts';

const script = '<script>globalThis.hacked = 1</script>';
const quoted = `"'><img src=x onerror="globalThis.hacked = 1">.mp4`;

// The smallest JPEG that decodes: one grey pixel.
const pixel = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAMCAgICAgMCAgIDAwMDBAYEBAQEBAgGBgUGCQgKCgkICQkKDA8MCgsOCwkJDRENDg8QEBEQCgwSExIQEw8QEBD/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AN//Z',
  'base64',
);

const source: ReportedSource = {
  file: `clip ${script}`,
  fingerprint: 'ab'.repeat(32),
  path: `/videos/clip ${script}`,
  durationSeconds: 10,
  startSeconds: 0,
  framesPerSecond: 25,
  video: ordinaryFacts.video,
};

/** A folder with every kind of variant in which all that comes from outside tries to be more than text. */
export function hostileFolder(): {
  readonly finished: FinishedFolder;
  readonly pictures: ReadonlyMap<string, readonly FramePair[]>;
} {
  const variants = [made(1, 'variant'), made(2, 'control'), made(3, 'distractor'), failed(4)];
  const pair = { sourceSeconds: 2, variantSeconds: 1, source: pixel, variant: pixel };
  return {
    finished: {
      options: { strategy: 'standard', level: 'medium', seed: 7, settings: { normalization: {} } },
      run: {
        ...{ requested: 5, succeeded: 3, failed: 2, skipped: 0, cancelled: 0, wallSeconds: 12, workers: 2 },
        ...{ renderCpuSeconds: 20, peakMemoryBytes: 250_000_000, finishedAt: '2026-01-01T00:00:00.000Z' },
        versions: { variegate: '0.1.0', ffmpeg: `7.1 ${script}` },
      },
      refused: [
        { file: quoted, error: { code: 'INSPECT_MEDIA_UNUSABLE', message: `${quoted} is no video.` } },
      ],
      variants,
      omitted: 3,
    },
    pictures: new Map([
      [variants[0]?.id ?? '', [pair, pair, { ...pair, source: null }]],
      [variants[1]?.id ?? '', [pair]],
    ]),
  };
}

function made(index: number, kind: string): ReportedVariant {
  return {
    ...{ index, kind, series: index === 1 ? script : null, source },
    id: String(index).repeat(64),
    steps: [
      { name: 'crop', params: { width: 0.9, height: 0.8, x: 0.5, y: 0.5 } },
      { name: `x${script}`, params: { [script]: quoted } },
    ],
    media: {
      output: quoted,
      bytes: 812_345,
      ...{ durationSeconds: 9, frameCount: 225, width: 640, height: 360 },
      segments: [
        { variantStart: 0, variantEnd: 4, sourceStart: 1, sourceEnd: 5, direction: 1 },
        { variantStart: 5, variantEnd: 9, sourceStart: 5, sourceEnd: 9, direction: -1 },
      ],
      ...{ distance: 30 * index, matchedPercent: 40, audioBitError: 5, ssim: 0.95 - index / 20 },
    },
    run: {
      processingSeconds: 4,
      renderCpuSeconds: 3,
      peakMemoryBytes: 120_000_000,
      attempts: 1,
      error: null,
    },
  };
}

function failed(index: number): ReportedVariant {
  const error = { code: 'RUNNER_STALLED', message: `It stalled: </li>${script}` };
  return {
    ...made(index, 'variant'),
    media: null,
    run: { ...made(index, 'variant').run, attempts: 3, error },
  };
}
