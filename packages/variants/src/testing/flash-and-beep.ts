import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { randomStream, rationalToNumber } from '@variegate/core-filters';
import { probe } from '@variegate/inspect';
import { transformVideo } from '../index.ts';

/** A clip with one flash and one beep, whose clocks are as odd as clocks in files can be. */
interface SyncCase {
  readonly container: 'mp4' | 'mov' | 'mkv' | 'ts' | 'flv';
  /** Frames a second, as ffmpeg reads it. */
  readonly rate: string;
  /** Frame at which the flash begins. */
  readonly flash: number;
  /** Frame before which nothing is shown for {@link SyncCase.gapSeconds}; `null` for no gap. */
  readonly gapBefore: number | null;
  readonly gapSeconds: number;
  /** Each how many-th frame there is, beside the flash: a rate that varies. */
  readonly every: number;
  /** How much later the beep is than the flash, in seconds. */
  readonly delay: number;
  /** What is added to all times, in seconds. */
  readonly offset: number;
  /** How much of the beginning is cut without decoding, in seconds. */
  readonly cut: number;
  /** Packets of video that are lost at the beginning. */
  readonly lost: number;
}

const frames = 75;

/** Frames for which the flash lasts: longer than one frame of any average rate, so that each shows it. */
const flashFrames = 8;

function drawCase(seed: number): SyncCase {
  const random = randomStream({ for: 'flash and beep', seed });
  const between = (lowest: number, highest: number) => random.decimal([lowest, highest], 3);
  const often = (share: number) => random.integer([1, 100]) <= 100 * share;
  const container = random.pick(['mp4', 'mov', 'mkv', 'ts', 'flv'] as const);
  const isEdited = container === 'mp4' || container === 'mov';
  const cut = isEdited && often(0.5) ? between(0.1, 0.6) : 0;
  const every = cut === 0 && often(0.3) ? random.integer([2, 5]) : 1;
  return {
    ...{ container, cut },
    rate: random.pick(['24', '25', '30000/1001', '30', '50']),
    flash: random.integer([42, 50]),
    gapBefore: cut === 0 && often(0.4) ? random.integer([25, 41]) : null,
    gapSeconds: between(1.2, 4),
    every,
    delay: often(0.5) ? between(-0.3, 0.3) : 0,
    // An offset moves the audio by the samples that its encoder puts in front, and a cut would begin with these.
    offset: cut === 0 && often(0.4) ? between(0.1, container === 'flv' ? 5 : 500) : 0,
    // Of a rate that varies, few frames are left, and the flash would be lost with them.
    lost: container === 'ts' && every === 1 && often(0.5) ? random.integer([1, 12]) : 0,
  };
}

async function ffmpeg(...words: readonly string[]): Promise<Buffer> {
  const options = { encoding: 'buffer', maxBuffer: 1 << 26 } as const;
  return (await promisify(execFile)('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...words], options)).stdout;
}

interface Made {
  readonly file: string;
  /** Length of the video that can be shown, in seconds. */
  readonly seconds: number;
}

/** Makes the clip; its flash is at a known frame, and the beep is put where it belongs by the frame's own time. */
async function make(one: SyncCase, folder: string, seed: number): Promise<Made> {
  const rate = rationalToNumber(fractionOf(one.rate));
  const gap = one.gapBefore === null ? 0 : one.gapSeconds;
  const flashAt = one.flash / rate + gap;
  const beepAt = flashAt + one.delay;
  const kept =
    one.every === 1
      ? ''
      : `select='not(mod(n,${one.every}))+between(n,${one.flash},${one.flash + flashFrames - 1})+eq(n,${frames - 1})',`;
  const shifted = one.gapBefore === null ? '' : `,setpts='PTS+gte(N,${one.gapBefore})*${gap}/TB'`;
  const picture =
    `color=black:size=160x120:rate=${one.rate},trim=end_frame=${frames},` +
    `drawbox=color=white:t=fill:enable='between(n,${one.flash},${one.flash + flashFrames - 1})'`;
  // The frames that stay keep their times, which are moved by number before any is dropped.
  const video = `${picture}${shifted},${kept}settb=1/90000`;
  const length = frames / rate + gap;
  const tone = `if(between(t,${beepAt},${beepAt + 0.08}),0.9*sin(2*PI*1000*t),0)`;
  const source = path.join(folder, `source-${seed}.${one.container}`);
  const whole = one.cut > 0 || one.lost > 0 ? path.join(folder, `whole-${seed}.${one.container}`) : source;
  await ffmpeg(
    ...[
      '-f',
      'lavfi',
      '-i',
      video,
      '-f',
      'lavfi',
      '-i',
      `aevalsrc='${tone}':duration=${length}:sample_rate=48000`,
    ],
    ...[
      '-fps_mode',
      'passthrough',
      '-enc_time_base:v',
      '1/90000',
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-g',
      '10',
    ],
    ...['-pix_fmt', 'yuv420p', ...(one.container === 'flv' ? ['-ar', '44100'] : []), '-c:a', 'aac'],
    ...[...(one.offset > 0 ? ['-output_ts_offset', `${one.offset}`] : []), whole],
  );
  if (one.cut > 0) await ffmpeg('-ss', `${one.cut}`, '-i', whole, '-c', 'copy', source);
  if (one.lost > 0) {
    await ffmpeg('-i', whole, '-c', 'copy', '-copyinkf', '-bsf:v', `noise=drop='lt(n,${one.lost})'`, source);
  }
  // A key frame comes each tenth frame: what is lost of a group takes the rest of it along.
  const undecodable = one.lost === 0 ? 0 : Math.ceil(one.lost / 10) * 10;
  return { file: source, seconds: length - one.cut - firstTimes(one, rate)(undecodable) };
}

/** When the frame that is stored as number so and so is shown. */
function firstTimes(
  { every, flash, gapBefore, gapSeconds }: SyncCase,
  rate: number,
): (stored: number) => number {
  const isFlash = (number: number) => number >= flash && number < flash + flashFrames;
  const numbers = Array.from({ length: frames }, (_, number) => number).filter(
    number => number % every === 0 || isFlash(number) || number === frames - 1,
  );
  return stored => {
    const number = numbers[stored] ?? frames;
    return number / rate + (gapBefore !== null && number >= gapBefore ? gapSeconds : 0);
  };
}

function fractionOf(text: string): { readonly numerator: number; readonly denominator: number } {
  const [numerator = 1, denominator = 1] = text.split('/').map(Number);
  return { numerator, denominator };
}

/** What is wrong with a variant without steps of the case that a seed stands for; `null` where nothing is. */
export async function syncFault(seed: number, folder: string): Promise<string | null> {
  const one = drawCase(seed);
  const { file, seconds } = await make(one, folder, seed);
  const output = path.join(folder, `variant-${seed}.mp4`);
  await transformVideo(file, output, []);
  const { facts } = await probe(output);
  const frame = 1 / rationalToNumber(facts.video.frameRate);
  const luma = await ffmpeg(
    '-i',
    output,
    '-vf',
    'scale=1:1:flags=area,format=gray',
    '-fps_mode',
    'passthrough',
    '-f',
    'rawvideo',
    '-',
  );
  const samples = await ffmpeg('-i', output, '-vn', '-ac', '1', '-ar', '48000', '-f', 'f32le', '-');
  const flash = luma.findIndex(value => value > 100) * frame;
  const floats = new Float32Array(
    samples.buffer.slice(samples.byteOffset, samples.byteOffset + samples.length),
  );
  const beep = floats.findIndex(value => Math.abs(value) > 0.3) / 48_000;
  const offset = beep - flash - one.delay;
  const late = facts.durationSeconds - seconds;
  const fault = `${JSON.stringify(one)}: offset ${offset.toFixed(4)} s, length ${late.toFixed(4)} s beside ${seconds.toFixed(4)} s, a frame is ${frame.toFixed(4)} s`;
  // A millisecond, to which some containers round.
  const allowed = frame + 0.002;
  return Math.abs(offset) <= allowed && Math.abs(late) <= allowed ? null : fault;
}
