import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  compilePlan,
  defaultEncodeSettings,
  generateControlPlan,
  generatePlan,
  type Level,
  type MediaFacts,
  type Plan,
} from '@variegate/core-filters';

/** Ten seconds of 360p at 25 frames a second, with stereo audio. */
const facts: MediaFacts = {
  durationSeconds: 10,
  video: {
    ...{ codec: 'h264', width: 640, height: 360, frameRate: { numerator: 25, denominator: 1 } },
    ...{ heldSeconds: 0, fieldOrder: 'progressive', variableFrameRate: false, frameCount: 250 },
    ...{ pixelFormat: 'yuv420p', bitDepth: 8, rotationDegrees: 0, colorRange: 'limited' },
    ...{ sampleAspectRatio: { numerator: 1, denominator: 1 }, colorSpace: 'bt709', colorTransfer: 'bt709' },
    ...{ colorPrimaries: 'bt709', chromaLocation: 'left', highDynamicRange: false, startSeconds: 0 },
  },
  audio: { codec: 'aac', sampleRate: 48_000, channels: 2, startSeconds: 0, durationSeconds: 10 },
};

/** How large a set is. */
export interface DrawnSetOptions {
  readonly references: number;
  readonly distractors?: number;
  /** Variants of each source and level. */
  readonly variants: number;
  readonly controls?: number;
  readonly levels?: readonly Level[];
  /** Draw this many plans and use them again and again. @default all are drawn */
  readonly distinctPlans?: number;
}

/** A finished folder whose variants were drawn, but not rendered: each file holds its name. */
export async function drawnSet(dir: string, options: DrawnSetOptions): Promise<void> {
  const { references, distractors = 0, variants, controls = 0, levels = ['medium'] } = options;
  const roles = [
    ...Array.from({ length: references }, () => 'reference' as const),
    ...Array.from({ length: distractors }, () => 'distractor' as const),
  ];
  const sources = [];
  const runSources = [];
  const lines: string[] = [];
  const drawn = new Map<string, ReturnType<typeof describe>>();
  for (const [place, role] of roles.entries()) {
    const stem = `clip${place + 1}`;
    const file = path.join(dir, `${stem}.mp4`);
    await writeFile(file, stem);
    const fingerprint = createHash('sha256').update(stem).digest('hex');
    sources.push({ file: `${stem}.mp4`, stem, role, fingerprint, facts });
    runSources.push({ path: file });
    for (const [levelPlace, level] of levels.entries()) {
      for (let made = 1; made <= variants + (role === 'reference' ? controls : 0); made++) {
        const isControl = made > variants;
        const index = levelPlace * variants + made;
        const number = lines.length;
        const key = `${isControl} ${number % (options.distinctPlans ?? Number.POSITIVE_INFINITY)}`;
        const request = {
          strategy: 'standard',
          level,
          seed: 0,
          index,
          sourceSha256: fingerprint,
          facts,
        } as const;
        const what =
          drawn.get(key) ?? describe(isControl ? generateControlPlan(request) : generatePlan(request));
        if (options.distinctPlans !== undefined) drawn.set(key, what);
        const kind = role === 'distractor' ? 'distractor' : isControl ? 'control' : 'variant';
        const id = createHash('sha256').update(`${stem} ${level} ${kind} ${index}`).digest('hex');
        const output = `${stem}.v${String(index).padStart(3, '0')}.${id.slice(0, 6)}.mp4`;
        await writeFile(path.join(dir, output), output);
        const similarity = { pdq: { alignedDistance: number % 128, matchedFramesPercent: 50 }, audio: null };
        const media = { ...what.media, hasAudio: true };
        const row = { id, kind, index, source: fingerprint, status: 'succeeded', plan: what.plan, output };
        lines.push(
          JSON.stringify({
            ...row,
            bytes: output.length,
            sha256: id,
            media,
            segments: what.segments,
            similarity,
          }),
        );
      }
    }
  }
  const counts = { requested: lines.length, succeeded: lines.length, failed: 0, skipped: 0, cancelled: 0 };
  const run = {
    ...{ ...counts, wallSeconds: 1, renderCpuSeconds: 1, peakMemoryBytes: 1, workers: 1 },
    ...{ finishedAt: '2026-01-01T00:00:00.000Z', versions: {}, sources: runSources, variants: [] },
  };
  const drawing = { strategy: 'standard', level: levels[0], seed: 0, settings: {} };
  await writeFile(
    path.join(dir, 'manifest.json'),
    `{"formatVersion":1,"tool":"variegate","options":${JSON.stringify(drawing)},"sources":${JSON.stringify(sources)},` +
      `"variants":[\n${lines.join(',\n')}\n],"run":${JSON.stringify(run)}}\n`,
  );
}

function describe(plan: Plan) {
  const { segments, outputFacts } = compilePlan({
    plan,
    facts,
    encode: defaultEncodeSettings,
    provenance: null,
  });
  const { durationSeconds, video } = outputFacts;
  const { width, height, frameRate } = video;
  const frameCount = Math.round((durationSeconds * frameRate.numerator) / frameRate.denominator);
  return { plan, segments, media: { durationSeconds, frameCount, width, height } };
}
