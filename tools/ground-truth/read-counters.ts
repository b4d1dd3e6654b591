import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { counterSize, readCounter } from './counter-picture.ts';

/** One frame of a file as a player shows it. */
export interface CounterFrame {
  /** Seconds from the first frame. */
  readonly seconds: number;
  /** What is written in its picture; `null` where nothing is. */
  readonly counter: number | null;
}

const ffmpeg = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';

/** Decodes a file to raw grey pictures, and reads the counter and the time of every frame. */
export async function readCounters(file: string): Promise<readonly CounterFrame[]> {
  const { stdout, stderr } = await promisify(execFile)(
    ffmpeg,
    [
      ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-i', file, '-map', '0:V:0', '-an'],
      ...[
        '-vf',
        'showinfo=checksum=0',
        '-fps_mode',
        'passthrough',
        '-pix_fmt',
        'gray',
        '-f',
        'rawvideo',
        '-',
      ],
    ],
    { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 },
  );
  const times = [...stderr.toString().matchAll(/ n: *\d+ pts: *\S+ pts_time:(\S+)/g)].map(([, time]) =>
    Number(time),
  );
  const bytes = counterSize.width * counterSize.height;
  if (stdout.length !== times.length * bytes) {
    throw new Error(`"${file}" has ${times.length} frames, but ${stdout.length / bytes} counter pictures.`);
  }
  const [first = 0] = times;
  return times.map((time, frame) => ({
    seconds: time - first,
    counter: readCounter(stdout.subarray(frame * bytes, (frame + 1) * bytes)),
  }));
}
