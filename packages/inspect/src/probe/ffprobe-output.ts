import { z } from 'zod';

/** A number that ffprobe writes as text; `N/A`, an empty text and anything else that is not a number is absent. */
const decimal = z
  .union([z.string(), z.number()])
  .optional()
  .transform(value => {
    const number = value === undefined || value === '' ? Number.NaN : Number(value);
    return Number.isFinite(number) ? number : undefined;
  });

/** A name that ffprobe writes as `unknown` or leaves out where the file does not say. */
const name = z
  .string()
  .optional()
  .transform(value => (value === undefined || value === '' ? 'unknown' : value));

const tags = z.record(z.string(), z.string()).catch({}).default({});

const stream = z.looseObject({
  index: z.number(),
  codec_type: name,
  codec_name: name,
  width: decimal,
  height: decimal,
  pix_fmt: name,
  r_frame_rate: name,
  avg_frame_rate: name,
  field_order: name,
  sample_aspect_ratio: name,
  color_range: name,
  color_space: name,
  color_transfer: name,
  color_primaries: name,
  chroma_location: name,
  bits_per_raw_sample: decimal,
  nb_frames: decimal,
  start_time: decimal,
  duration: decimal,
  sample_rate: decimal,
  channels: decimal,
  disposition: z.record(z.string(), z.number()).catch({}).default({}),
  side_data_list: z
    .array(z.looseObject({ side_data_type: name, rotation: decimal }))
    .catch([])
    .default([]),
  tags,
});

const chapter = z.looseObject({ start_time: decimal, end_time: decimal, tags });

const frame = z.looseObject({
  stream_index: z.number().optional(),
  pts_time: decimal,
  best_effort_timestamp_time: decimal,
  interlaced_frame: decimal,
  top_field_first: decimal,
  repeat_pict: decimal,
});

const output = z.looseObject({
  /** The first frames, of all streams, that were decoded. */
  frames: z.array(frame).catch([]).default([]),
  streams: z.array(stream).default([]),
  chapters: z.array(chapter).default([]),
  format: z.looseObject({ format_name: name, start_time: decimal, duration: decimal, tags }),
});

/** What ffprobe says of a file: the named fields checked, everything else let through, since it grows with every release. */
export type FfprobeOutput = z.infer<typeof output>;

/** One decoded frame in {@link FfprobeOutput}. */
export type FfprobeFrame = z.infer<typeof frame>;

/** One stream in {@link FfprobeOutput}. */
export type FfprobeStream = z.infer<typeof stream>;

/**
 * Reads the text of `ffprobe -of json -show_format -show_streams -show_chapters`.
 * @returns `null` where the text is not such a document, which is how ffprobe answers for what is not media.
 */
export function parseFfprobeOutput(text: string): FfprobeOutput | null {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return null;
  }
  const parsed = output.safeParse(document);
  return parsed.success ? parsed.data : null;
}
