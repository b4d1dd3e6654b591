import { randomUUID } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { parseQualityScores } from '@variegate/inspect';
import { measuringMs, runSuccessfully } from '../run-program.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';
import { samplesOf, signalToNoise } from './signal-to-noise.ts';

/** How video and audio of a file compare with those of another. */
export interface DecodedComparison {
  /** Mean SSIM of the luma, frame by frame; `null` where the pictures were not compared. */
  readonly ssim: number | null;
  /** `null` where the audio was not compared. */
  readonly audio: AudioComparison | null;
}

/** How the audio of a file compares with that of another. */
export interface AudioComparison {
  /** Samples of a channel that the file has more than the other; negative where it has fewer. */
  readonly extraSamples: number;
  /** Signal to noise in dB, the other file being the signal; infinite for the same samples, `null` where the other is silent. */
  readonly decibels: number | null;
}

/** What is compared. */
export interface DecodedParts {
  /** Pictures of one size. */
  readonly video: boolean;
  readonly audio: boolean;
}

/** Frames by number, so that a difference of time stamps does not become one of pictures; as they are to be shown. */
const numbered = 'scale=out_range=limited,format=yuv420p,settb=1/1000,setpts=N*40';

/** Compares a file with another; one ffmpeg decodes both in one run, as starting it is most of the work for short files. */
export async function compareDecoded(
  [file, other]: readonly [string, string],
  { video, audio }: DecodedParts,
  { ffmpeg }: MatrixVersion,
  signal: AbortSignal,
): Promise<DecodedComparison> {
  if (!video && !audio) return { ssim: null, audio: null };
  const audioFiles = ['ours', 'theirs'].map(whose => `${file}.${randomUUID()}.${whose}`);
  const graph = `[0:V:0]${numbered}[a];[1:V:0]${numbered}[b];[a][b]ssim=shortest=1[end]`;
  const words = [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-i', file, '-i', other],
    ...(video ? ['-filter_complex', graph, '-map', '[end]', '-f', 'null', '-'] : []),
    ...(audio
      ? audioFiles.flatMap((to, input) => ['-map', `${input}:a:0`, '-ac', '2', '-f', 'f32le', to])
      : []),
  ];
  try {
    const { stderr } = await runSuccessfully(ffmpeg.path, words, { timeoutMs: measuringMs, signal });
    const ssim = video ? (parseQualityScores(stderr, ffmpeg.version).ssim?.y ?? null) : null;
    if (!audio) return { ssim, audio: null };
    const [ours, theirs] = await Promise.all(
      audioFiles.map(async written => samplesOf(await readFile(written))),
    );
    if (ours === undefined || theirs === undefined) return { ssim, audio: null };
    const extraSamples = (ours.length - theirs.length) / 2;
    return { ssim, audio: { extraSamples, decibels: signalToNoise(ours, theirs) } };
  } finally {
    for (const written of audioFiles) await rm(written, { force: true });
  }
}
