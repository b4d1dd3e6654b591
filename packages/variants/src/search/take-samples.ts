import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type MediaFacts, normalizedFacts, rationalToNumber } from '@variegate/core-filters';
import { createLumaHasher } from '@variegate/inspect';
import {
  type Ffmpeg,
  type FfmpegNeeds,
  inputArguments,
  needsOfArguments,
  type OpenInput,
  openInput,
  runTool,
  storageFailure,
} from '@variegate/runner';
import { SamplesMissingError } from '../errors.ts';
import type { RenderSettings } from '../job/render-settings.ts';
import type { SampleFacts } from '../job/search-report.ts';
import type { PlannedSource } from '../job/variant-job.ts';
import { type ChosenSamples, chooseSamples, type Sampling, secondsBefore } from './choose-samples.ts';
import { FrameSplitter } from './frame-splitter.ts';
import { samplesGraph } from './samples-graph.ts';

/** Samples of a source, in a small file that is removed when they are disposed of. */
export interface Samples extends AsyncDisposable {
  readonly described: SampleFacts;
  /** Absolute path. */
  readonly file: string;
  /** Facts of that file: silent, small, and as the first step of a chain meets a source. */
  readonly facts: MediaFacts;
  /** Of each frame the hashes of its eight flips and turns, one after another. */
  readonly hashes: readonly Uint32Array[];
  /** Processor time that taking them took, in seconds. */
  readonly cpuSeconds: number;
}

/** What taking samples takes. */
export interface TakeSamplesOptions {
  readonly ffmpeg: Ffmpeg;
  readonly settings: RenderSettings;
  /** How many frames, and how large. @default {@link comparingSampling} */
  readonly sampling?: Sampling | undefined;
  /** Folder that the source must lie under, where a stranger names it. @default none */
  readonly inputRoot?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const timeoutMs = 600_000;

/** Frames are few and small, and stored without loss. */
const maxFileBytes = 512 * 1024 * 1024;

/**
 * Takes a few short stretches of a source, small and upright, in one run of ffmpeg.
 *
 * @throws {VARIANTS_SAMPLES_MISSING} when not a frame comes out.
 */
export async function takeSamples(source: PlannedSource, options: TakeSamplesOptions): Promise<Samples> {
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-samples-')).catch((error: unknown) => {
    throw storageFailure(error, tmpdir());
  });
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    return {
      ...(await take(source, path.join(folder, 'samples.mkv'), options)),
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What sampling a source takes of an ffmpeg. */
export function samplingNeeds(facts: MediaFacts, settings: RenderSettings): FfmpegNeeds {
  return needsOfArguments(takingArguments(chooseSamples(facts), facts, settings, ''));
}

/** Everything behind the inputs, which are one for each stretch. */
function takingArguments(
  chosen: ChosenSamples,
  facts: MediaFacts,
  settings: RenderSettings,
  file: string,
): readonly string[] {
  return [
    ...['-filter_complex', samplesGraph(chosen, facts, settings)],
    ...['-map', '[kept]', '-map_metadata', '-1'],
    ...['-c:v', 'ffv1', '-bitexact', '-fps_mode', 'passthrough', '-f', 'matroska', '-y', `file:${file}`],
    ...['-map', '[luma]', '-fps_mode', 'passthrough', '-f', 'rawvideo', 'pipe:1'],
  ];
}

async function take(
  { path: sourcePath, facts }: PlannedSource,
  file: string,
  options: TakeSamplesOptions,
): Promise<Omit<Samples, keyof AsyncDisposable>> {
  const { ffmpeg, settings, inputRoot, signal } = options;
  const chosen = chooseSamples(facts, options.sampling);
  const { firstFrames, framesEach, width, height } = chosen;
  const longest = framesEach / rationalToNumber(facts.video.frameRate) + 1;
  const starts = firstFrames.map(frame => secondsBefore(frame, facts));
  const hasher = createLumaHasher(width, height, 'limited');
  const hashes: Uint32Array[] = [];
  const frames = new FrameSplitter(width * height, luma => hashes.push(hasher.hashOrientations(luma).hashes));

  const inputs: OpenInput[] = [];
  try {
    // Each stretch is read through a separate descriptor: two readers of one could share its position.
    for (const _ of starts) inputs.push(await openInput(sourcePath, 'video', { root: inputRoot }));
    const result = await runTool({
      program: 'ffmpeg',
      ffmpeg,
      inputs,
      arguments: [
        ...['-filter_complex_threads', '1'],
        ...inputs.flatMap(({ ffmpegUrl }, index) => [
          ...inputArguments('video'),
          ...[
            '-threads',
            '1',
            '-ss',
            (starts[index] ?? 0).toFixed(6),
            '-t',
            longest.toFixed(6),
            '-i',
            ffmpegUrl,
          ],
        ]),
        ...takingArguments(chosen, facts, settings, file),
      ],
      stdout: { bytes: chunk => frames.write(chunk) },
      maxFileBytes,
      timeoutMs,
      signal,
    });
    if (hashes.length === 0) {
      const cause = result.failure === null ? {} : { cause: result.failure };
      throw new SamplesMissingError(
        `No frame of "${sourcePath}" could be taken to measure candidates on.`,
        cause,
      );
    }
    const atSeconds = starts.map(start => Math.round(start * 1000) / 1000);
    return {
      described: { frames: hashes.length, atSeconds, width, height },
      file,
      facts: sampleFacts(facts, hashes.length, chosen),
      hashes,
      cpuSeconds: result.cpuSeconds,
    };
  } finally {
    await Promise.all(inputs.map(input => input[Symbol.asyncDispose]()));
  }
}

function sampleFacts(facts: MediaFacts, frameCount: number, { width, height }: ChosenSamples): MediaFacts {
  const { video } = normalizedFacts(facts);
  return {
    durationSeconds: frameCount / rationalToNumber(video.frameRate),
    video: { ...video, codec: 'ffv1', width, height, frameCount },
    audio: null,
  };
}
