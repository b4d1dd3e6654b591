import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatedAssets } from '../assets/generated/generated-assets.ts';
import type { CompiledPlan } from '../compile/compile-plan.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { FilterGraph } from '../graph/filter-graph.ts';
import { serializeGraph } from '../graph/serialize-graph.ts';

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
  /** Renders the picture of a compiled plan alone: frames of 8-bit 4:2:0, not encoded. */
  renderPicture(compiled: CompiledPlan): Uint8Array;
  /** Renders the sound of a compiled plan alone: the samples of every channel. */
  renderSound(compiled: CompiledPlan, threads?: number): readonly Float32Array[];
}

const [width, height, rate, seconds] = [320, 240, 25, 2] as const;
/** The font that text steps draw with. */
export const fontFile = createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf');

const size = `size=${width}x${height}:rate=${rate}`;
const chord = '0.2*sin(440*2*PI*t)+0.1*sin(3000*2*PI*t)|0.2*sin(660*2*PI*t)';

/** Clips to choose from, as sources of picture and sound. */
const clips = {
  /** Hard edges and full colours, and a chord. */
  testsrc2: { picture: `testsrc2=${size}:duration=${seconds}`, sound: chord },
  /** Smooth shades in the muted colours of natural pictures, and a chord. */
  muted: {
    picture: `mandelbrot=${size},trim=duration=${seconds},gblur=sigma=1,hue=s=0.4,eq=brightness=0.1:contrast=0.7`,
    sound: chord,
  },
  /** Fine texture that moves, and a chord with a little hiss. */
  textured: {
    picture: `mandelbrot=${size},trim=duration=${seconds},noise=alls=16:allf=t:all_seed=7`,
    sound: '0.2*sin(440*2*PI*t)+0.1*sin(3000*2*PI*t)+0.03*random(0)|0.2*sin(660*2*PI*t)+0.03*random(1)',
  },
  /** Every frame has its number as its luma, four levels a frame from 20, and the sound grows by 0.4 a second. */
  counter: {
    picture: `color=${size}:duration=${seconds},format=yuv420p,geq=lum=20+4*N:cb=128:cr=128`,
    sound: '0.4*t*sin(1000*2*PI*t)|0.4*t*sin(1000*2*PI*t)',
  },
} as const;

/** Makes a clip of 2 s, 320x240, 25 frames a second, with stereo sound. */
export function makeClipFolder(kind: keyof typeof clips = 'testsrc2'): ClipFolder {
  const folder = mkdtempSync(join(tmpdir(), 'core-filters-'));
  const clip = join(folder, 'clip.mkv');
  const { picture, sound } = clips[kind];
  ffmpeg([
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `aevalsrc=${sound}:duration=${seconds}`],
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
    renderPicture(compiled) {
      const output = ['-map', '[vout]', '-f', 'rawvideo', '-'];
      return run(compiled, 1, chainsFor(compiled.command.graph, 'vout'), output);
    },
    renderSound(compiled, threads = 1) {
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

/** The chains that a pad is made from; a stream that nobody reads would be an error. */
function chainsFor(graph: FilterGraph, pad: string): FilterGraph {
  const needed = new Set([pad]);
  const kept = graph.chains.toReversed().filter(chain => {
    if (!chain.outputs.some(output => needed.has(output))) return false;
    for (const input of chain.inputs) needed.add(input);
    return true;
  });
  return { ...graph, chains: kept.toReversed() };
}

/** Writes a file of the generated set into a folder. */
function generatedFile(folder: string, sha256: string): string {
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
    pixelFormat: 'yuv420p',
    bitDepth: 8,
    rotationDegrees: 0,
    sampleAspectRatio: { numerator: 1, denominator: 1 },
    colorRange: 'limited',
    colorSpace: 'unknown',
    colorTransfer: 'unknown',
    colorPrimaries: 'unknown',
    highDynamicRange: false,
    startSeconds: 0,
  },
  audio: { codec: 'pcm_s16le', sampleRate: 44_100, channels: 2, startSeconds: 0, durationSeconds: seconds },
};

/** What ffprobe counts in a file. */
export interface CountedStreams {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly videoSeconds: number;
  readonly audioSeconds: number;
}

/** Counts frames by decoding, and measures both streams by their last time stamps. */
export function countStreams(path: string): CountedStreams {
  const show = 'stream=codec_type,width,height,nb_read_frames:packet=codec_type,pts_time,duration_time';
  const output = execFileSync(
    'ffprobe',
    ['-v', 'error', '-count_frames', '-show_packets', '-show_entries', show, '-of', 'json', path],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const read = JSON.parse(output) as {
    packets: { codec_type: string; pts_time: string; duration_time: string }[];
    streams: { codec_type: string; width: number; height: number; nb_read_frames: string }[];
  };
  const end = (type: string): number =>
    Math.max(
      0,
      ...read.packets
        .filter(one => one.codec_type === type)
        .map(one => Number(one.pts_time) + Number(one.duration_time)),
    );
  const picture = read.streams.find(stream => stream.codec_type === 'video');
  return {
    width: picture?.width ?? 0,
    height: picture?.height ?? 0,
    frames: Number(picture?.nb_read_frames ?? 0),
    videoSeconds: end('video'),
    audioSeconds: end('audio'),
  };
}

/** MD5 of the decoded samples of a file: equal only where every sample and every time stamp is. */
export function decodedDigest(path: string): string {
  return execFileSync('ffmpeg', ['-v', 'error', '-i', path, '-f', 'framemd5', '-']).toString();
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
export function decodedSound(path: string, sampleRate: number): Float32Array {
  const output = ['-vn', '-af', 'pan=mono|c0=c0', '-ar', `${sampleRate}`, '-f', 'f32le', '-'];
  return samplesOf(ffmpeg(['-i', path, ...output]));
}

function samplesOf(bytes: Buffer): Float32Array {
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** The loudest sample, 0..1, of every stretch of so many seconds of a sound. */
export function peaksOf(samples: Float32Array, sampleRate: number, stretch: number): readonly number[] {
  const length = sampleRate * stretch;
  return Array.from({ length: Math.floor(samples.length / length) }, (_, index) =>
    samples
      .subarray(Math.round(index * length), Math.round((index + 1) * length))
      .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
  );
}

/** A run that takes longer would go on for ever. */
const timeoutMs = 60_000;

/** Runs ffmpeg, and returns what it writes to its standard output. */
function ffmpeg(args: readonly string[]): Buffer {
  const run = spawnSync('ffmpeg', ['-hide_banner', '-nostdin', '-loglevel', 'error', '-y', ...args], {
    maxBuffer: 1 << 26,
    timeout: timeoutMs,
    killSignal: 'SIGKILL',
  });
  if (run.status !== 0) throw new Error(`ffmpeg ${args.join(' ')}\n${run.stderr}`);
  return run.stdout;
}
