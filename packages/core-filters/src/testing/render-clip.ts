import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompiledPlan } from '../compile/compile-plan.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { generatedAssets } from '../generated-assets/generated-assets.ts';
import type { FilterGraph } from '../graph/filter-graph.ts';
import { serializeGraph } from '../graph/serialize-graph.ts';
import { ffmpegPath } from './programs.ts';

/** A folder with one short synthetic clip, removed when disposed. */
export interface ClipFolder extends Disposable {
  readonly clip: string;
  readonly facts: MediaFacts;
  /** Renders a compiled plan of the clip, with so many decoder and filter threads, and returns the path. */
  render(compiled: CompiledPlan, name: string, threads?: number): string;
  /** The words of ffmpeg's command line that name what a compiled plan reads. */
  inputWords(compiled: CompiledPlan, threads?: number): readonly string[];
  /** Files of assets that are not of the generated set, by digest. */
  readonly assetFiles: Map<string, string>;
  /** Renders the video of a compiled plan alone: frames of 8-bit 4:2:0, not encoded. */
  renderVideo(compiled: CompiledPlan): Uint8Array;
  /** Renders the audio of a compiled plan alone: the samples of every channel. */
  renderAudio(compiled: CompiledPlan, threads?: number): readonly Float32Array[];
}

const [width, height, rate, seconds] = [320, 240, 25, 2] as const;
/** The font that text steps draw with. */
export const fontFile = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

const size = `size=${width}x${height}:rate=${rate}`;
const chord = '0.2*sin(440*2*PI*t)+0.1*sin(3000*2*PI*t)|0.2*sin(660*2*PI*t)';

/** Clips to choose from, as sources of video and audio. */
const clips = {
  /** Hard edges and full colours, and a chord. */
  testsrc2: { video: `testsrc2=${size}:duration=${seconds}`, audio: chord },
  /** Smooth shades in the muted colours of natural pictures, and a chord. */
  muted: {
    video: `mandelbrot=${size},trim=duration=${seconds},gblur=sigma=1,hue=s=0.4,eq=brightness=0.1:contrast=0.7`,
    audio: chord,
  },
  /** Fine texture that moves, and a chord with a little hiss. */
  textured: {
    video: `mandelbrot=${size},trim=duration=${seconds},noise=alls=16:allf=t:all_seed=7`,
    audio: '0.2*sin(440*2*PI*t)+0.1*sin(3000*2*PI*t)+0.03*random(0)|0.2*sin(660*2*PI*t)+0.03*random(1)',
  },
  /** Every frame has its number as its luma, four levels a frame from 20, and the audio grows by 0.4 a second. */
  counter: {
    video: `color=${size}:duration=${seconds},format=yuv420p,geq=lum=20+4*N:cb=128:cr=128`,
    audio: '0.4*t*sin(1000*2*PI*t)|0.4*t*sin(1000*2*PI*t)',
  },
} as const;

/** Makes a clip of 2 s, 320x240, 25 frames a second, with stereo audio. */
export function makeClipFolder(kind: keyof typeof clips = 'testsrc2'): ClipFolder {
  const folder = mkdtempSync(join(tmpdir(), 'core-filters-'));
  const clip = join(folder, 'clip.mkv');
  const { video, audio } = clips[kind];
  ffmpeg([
    ...['-f', 'lavfi', '-i', video, '-f', 'lavfi', '-i', `aevalsrc=${audio}:duration=${seconds}`],
    ...['-c:v', 'ffv1', '-pix_fmt', 'yuv420p', '-c:a', 'pcm_s16le', clip],
  ]);
  const assetFiles = new Map<string, string>();
  const inputWords = (compiled: CompiledPlan, threads = 1): readonly string[] =>
    compiled.command.inputs.flatMap(({ media, inputArguments }) => [
      ...['-threads', `${threads}`, ...inputArguments],
      ...['-i', media === 'source' ? clip : (assetFiles.get(media) ?? generatedFile(folder, media))],
    ]);
  const run = (
    compiled: CompiledPlan,
    threads: number,
    graph: FilterGraph,
    output: readonly string[],
  ): Buffer => {
    const text = serializeGraph(graph, () => fontFile);
    const inputs = inputWords(compiled, threads);
    return ffmpeg([...inputs, '-filter_complex_threads', `${threads}`, '-filter_complex', text, ...output]);
  };
  return {
    clip,
    facts: clipFacts,
    render(compiled, name, threads = 1) {
      const path = join(folder, `${name}.${compiled.command.container}`);
      run(compiled, threads, compiled.command.graph, [...compiled.command.outputArguments, path]);
      return path;
    },
    inputWords,
    assetFiles,
    renderVideo(compiled) {
      const output = ['-map', '[vout]', '-f', 'rawvideo', '-'];
      return run(compiled, 1, chainsFor(compiled.command.graph, 'vout'), output);
    },
    renderAudio(compiled, threads = 1) {
      const output = ['-map', '[aout]', '-f', 'f32le', '-'];
      const samples = samplesOf(run(compiled, threads, chainsFor(compiled.command.graph, 'aout'), output));
      const channels = compiled.outputFacts.audio?.channels ?? 1;
      return Array.from({ length: channels }, (_, channel) =>
        samples.filter((_sample, index) => index % channels === channel),
      );
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true }),
  };
}

/** The chains that a pad is made from; an unread stream would be an error. */
function chainsFor(graph: FilterGraph, pad: string): FilterGraph {
  const needed = new Set([pad]);
  const kept = graph.chains.toReversed().filter(chain => {
    if (!chain.outputs.some(output => needed.has(output))) return false;
    for (const input of chain.inputs) needed.add(input);
    return true;
  });
  return { ...graph, chains: kept.toReversed() };
}

/** Writes a file of the generated set into a folder, once, and returns its path. */
export function generatedFile(folder: string, sha256: string): string {
  const asset = generatedAssets.find(({ facts }) => facts.sha256 === sha256);
  if (asset === undefined) throw new Error(`There is no generated asset ${sha256}.`);
  const path = join(folder, `asset-${asset.name}`);
  if (!existsSync(path)) writeFileSync(path, asset.make());
  return path;
}

const clipFacts: MediaFacts = {
  durationSeconds: seconds,
  video: {
    codec: 'ffv1',
    width,
    height,
    frameRate: { numerator: rate, denominator: 1 },
    variableFrameRate: false,
    frameCount: rate * seconds,
    heldSeconds: 0,
    fieldOrder: 'progressive',
    pixelFormat: 'yuv420p',
    bitDepth: 8,
    rotationDegrees: 0,
    sampleAspectRatio: { numerator: 1, denominator: 1 },
    colorRange: 'limited',
    colorSpace: 'unknown',
    colorTransfer: 'unknown',
    colorPrimaries: 'unknown',
    chromaLocation: 'unknown',
    highDynamicRange: false,
    startSeconds: 0,
  },
  audio: { codec: 'pcm_s16le', sampleRate: 44_100, channels: 2, startSeconds: 0, durationSeconds: seconds },
};

/** What a file decodes to. */
export interface DecodedStreams {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** When the last frame ends. */
  readonly videoSeconds: number;
  /** When the last sample ends; 0 without sound. */
  readonly audioSeconds: number;
  /** Equal only where every sample and every time stamp is. */
  readonly digest: string;
}

/** Decodes a file once, and measures its streams by their frames. */
export function decodeStreams(path: string): DecodedStreams {
  const digest = ffmpeg(['-i', path, '-fps_mode', 'passthrough', '-f', 'framemd5', '-']).toString();
  const stated = (name: string, stream: string): string =>
    new RegExp(`^#${name} ${stream}: (.*)$`, 'm').exec(digest)?.[1] ?? '';
  const streams = [...digest.matchAll(/^#media_type (\d+): (\w+)$/gm)];
  const framesOf = (type: string) => {
    const stream = streams.find(([, , media]) => media === type)?.[1] ?? 'none';
    const [numerator = 0, denominator = 1] = stated('tb', stream).split('/').map(Number);
    // Stream, decoding and presentation time stamp, duration, size, hash.
    const lines = digest.split('\n').filter(line => line.startsWith(`${stream},`));
    const ends = lines
      .map(line => line.split(',').map(Number))
      .map(([, , pts = 0, length = 0]) => pts + length);
    return { stream, count: lines.length, seconds: (Math.max(0, ...ends) * numerator) / denominator };
  };
  const [video, audio] = [framesOf('video'), framesOf('audio')];
  const [width = 0, height = 0] = stated('dimensions', video.stream).split('x').map(Number);
  return {
    width,
    height,
    frames: video.count,
    videoSeconds: video.seconds,
    audioSeconds: audio.seconds,
    digest,
  };
}

/** MD5 of the decoded samples of a file: equal only where every sample and every time stamp is. */
export function decodedDigest(path: string): string {
  return decodeStreams(path).digest;
}

/** The mean luma of every frame of a file. */
export function decodedLuma(path: string): readonly number[] {
  const filters = 'scale=2:2:flags=area,format=yuv420p';
  const output = ['-vf', filters, '-fps_mode', 'passthrough', '-f', 'rawvideo', '-'];
  const bytes = ffmpeg(['-i', path, ...output]);
  // Four samples of luma and one of each colour plane a frame.
  return [...bytes].filter((_, index) => index % 6 === 0);
}

/** The samples of the first channel of a file. */
export function decodedAudio(path: string, sampleRate: number): Float32Array {
  const output = ['-vn', '-af', 'pan=mono|c0=c0', '-ar', `${sampleRate}`, '-f', 'f32le', '-'];
  return samplesOf(ffmpeg(['-i', path, ...output]));
}

function samplesOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** The loudest sample, 0..1, of every stretch of so many seconds of audio. */
export function peaksOf(samples: Float32Array, sampleRate: number, stretch: number): readonly number[] {
  const length = sampleRate * stretch;
  return Array.from({ length: Math.floor(samples.length / length) }, (_, index) =>
    samples
      .subarray(Math.round(index * length), Math.round((index + 1) * length))
      .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
  );
}

/** A run that takes longer is taken to hang. */
const timeoutMs = 60_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1);

/** Runs the ffmpeg under test, and returns what it writes to its standard output. */
export function ffmpeg(args: readonly string[]): Buffer {
  const run = spawnSync(ffmpegPath, ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args], {
    maxBuffer: 1 << 26,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  if (run.status !== 0) throw new Error(`ffmpeg ${args.join(' ')}\n${run.stderr}`);
  return run.stdout;
}
