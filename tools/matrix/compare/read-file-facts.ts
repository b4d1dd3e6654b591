import { measuringMs, runSuccessfully } from '../run-program.ts';
import type { MatrixVersion } from '../versions/matrix-version.ts';

/** What has to be the same of two renders of one plan, as words. */
export interface FileFacts {
  readonly frames: string;
  /** Of the video, in seconds to a millisecond. */
  readonly duration: string;
  readonly size: string;
  readonly rate: string;
  readonly range: string;
  readonly matrix: string;
  readonly primaries: string;
  readonly transfer: string;
  readonly chromaLocation: string;
  readonly sampleAspect: string;
  readonly pixelFormat: string;
  /** Such as `48000 Hz x 2`, or `none`. */
  readonly audio: string;
}

const entries =
  'stream=codec_type,width,height,avg_frame_rate,duration,nb_read_frames,pix_fmt,sample_aspect_ratio,' +
  'color_range,color_space,color_primaries,color_transfer,chroma_location,sample_rate,channels:format=duration';

type Entries = Readonly<Record<string, string | number | undefined>>;

/** Reads the facts of a file, counting its frames by decoding them. */
export async function readFileFacts(
  file: string,
  { ffmpeg }: MatrixVersion,
  signal: AbortSignal,
): Promise<FileFacts> {
  const words = ['-v', 'error', '-count_frames', '-show_entries', entries, '-of', 'json', file];
  const { stdout } = await runSuccessfully(ffmpeg.probePath, words, { timeoutMs: measuringMs, signal });
  const { streams, format } = JSON.parse(stdout.toString()) as {
    readonly streams: readonly Entries[];
    readonly format: Entries;
  };
  const [video = {}, audio] = ['video', 'audio'].map(type =>
    streams.find(({ codec_type }) => codec_type === type),
  );
  const fieldOf = (name: string) => String(video[name] ?? 'unknown');
  return {
    frames: fieldOf('nb_read_frames'),
    duration: Number(video['duration'] ?? format['duration']).toFixed(3),
    size: `${fieldOf('width')}x${fieldOf('height')}`,
    rate: fieldOf('avg_frame_rate'),
    range: fieldOf('color_range'),
    matrix: fieldOf('color_space'),
    primaries: fieldOf('color_primaries'),
    transfer: fieldOf('color_transfer'),
    chromaLocation: fieldOf('chroma_location'),
    sampleAspect: fieldOf('sample_aspect_ratio'),
    pixelFormat: fieldOf('pix_fmt'),
    audio: audio === undefined ? 'none' : `${audio['sample_rate']} Hz x ${audio['channels']}`,
  };
}

/** What differs, such as `range pc instead of tv`. */
export function differencesOf(facts: FileFacts, expected: FileFacts): readonly string[] {
  const names = Object.keys(expected) as (keyof FileFacts)[];
  return names
    .filter(name => facts[name] !== expected[name])
    .map(name => `${name} ${facts[name]} instead of ${expected[name]}`);
}
