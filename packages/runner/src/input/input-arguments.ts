/** What an input is used as; each kind has its own list of formats that may be read. */
export type InputKind = 'video' | 'image' | 'audio';

/** Bounds on what one input may ask of ffmpeg. */
export interface InputLimits {
  /** Streams in one file, 1 or more. @default 32 */
  readonly maxStreams: number;
  /** Pixels of one picture. @default 35389440 (8192 x 4320) */
  readonly maxPixels: number;
  /** Bytes read to find out what the streams are. @default 20000000 */
  readonly probeBytes: number;
  /** Media time read to find out what the streams are, in seconds. @default 20 */
  readonly analyzeSeconds: number;
}

/** The limits that hold where a caller says nothing. */
export const defaultInputLimits: InputLimits = {
  maxStreams: 32,
  maxPixels: 35_389_440,
  probeBytes: 20_000_000,
  analyzeSeconds: 20,
};

// Playlists, concatenation scripts, subtitles and text are absent on purpose: they name other files.
// `image2` too: it reads a `%d` in a file's name as a pattern and opens the neighbours.
const formats: Readonly<Record<InputKind, readonly string[]>> = {
  video: [
    ...['mov', 'matroska', 'avi', 'mpegts', 'mpeg', 'flv', 'asf', 'ogg'],
    ...['mxf', 'gif', 'apng', 'yuv4mpegpipe'],
  ],
  image: ['png_pipe', 'jpeg_pipe'],
  audio: ['wav', 'mp3'],
};

/**
 * The hardened options that must stand before the `-i` of an input of the given kind, for ffmpeg and ffprobe alike.
 * Only local files, only the formats of that kind, bounded streams, pixels and probing.
 */
export function inputArguments(kind: InputKind, limits: Partial<InputLimits> = {}): string[] {
  const resolved = { ...defaultInputLimits, ...limits };
  return [
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', formats[kind].join(',')],
    ...['-max_streams', String(resolved.maxStreams)],
    ...['-max_pixels', String(resolved.maxPixels)],
    ...['-probesize', String(resolved.probeBytes)],
    ...['-analyzeduration', String(Math.round(resolved.analyzeSeconds * 1_000_000))],
  ];
}
