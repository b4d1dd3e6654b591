import { audio, h264, type InputKind, oneRun, video } from './input-kind.ts';

const uneven = "select='not(mod(n,3))+gt(n,30)*not(mod(n,7))'";
const gap = ['-vf', 'setpts=PTS+gte(N\\,50)*3/TB', '-fps_mode', 'passthrough', ...h264, '-bf', '0'];
const gapOutcome = { seconds: 7, frames: 100, held: 175, remark: /3 s at 2 s/ };
const vp8 = ['-c:v', 'libvpx', '-deadline', 'realtime', '-cpu-used', '8', '-c:a', 'libopus'] as const;

/** Clocks, rates, gaps and beginnings. */
export const timeKinds: readonly InputKind[] = [
  {
    // Written to a pipe, as a browser does it: no length, no index.
    ...oneRun('a recording of a browser, of varying rate and without a length', 'recorder.webm', [], {
      ...{ seconds: 2, frames: 19, variable: true, audio: true },
    }),
    make: ({ ffmpeg }) =>
      ffmpeg(
        ...[...video(2), ...audio(2), '-vf', `${uneven},settb=1/1000`, '-fps_mode', 'vfr', ...vp8],
        ...['-f', 'webm', '-live', '1', 'recorder.webm'],
      ),
  },
  oneRun(
    'frames on a grid of milliseconds',
    'millisecond-grid.webm',
    [
      ...[...video(2, { rate: '1000' }), ...audio(2)],
      ...[
        '-vf',
        "settb=1/1000,select='eq(mod(n\\,37)\\,0)+eq(mod(n\\,101)\\,5)'",
        '-fps_mode',
        'vfr',
        ...vp8,
      ],
    ],
    { seconds: 2, frames: 74, variable: true, audio: true },
  ),
  oneRun(
    'uneven frames in ASF',
    'uneven.wmv',
    [...video(2), ...audio(2), '-vf', uneven, '-fps_mode', 'vfr', '-c:v', 'wmv2', '-c:a', 'wmav2'],
    { seconds: 2, frames: 19, variable: true, audio: true },
  ),
  oneRun('a gap in Matroska', 'gap.mkv', [...video(4), ...gap], gapOutcome),
  oneRun('a gap in a transport stream', 'gap.ts', [...video(4), ...audio(7), ...gap, '-c:a', 'aac'], {
    ...{ ...gapOutcome, audio: true },
  }),
  oneRun('a gap in FLV', 'gap.flv', [...video(4), ...audio(7), ...gap, '-c:a', 'aac'], {
    ...{ ...gapOutcome, audio: true },
  }),
  oneRun('a gap in MP4', 'gap.mp4', [...video(4), ...gap], gapOutcome),
  {
    ...oneRun('a clock that begins anew', 'clock-restarts.ts', [], {
      ...{ seconds: 4, frames: 100, audio: true, remark: /clock begins anew/ },
    }),
    make: async ({ ffmpeg, join }) => {
      await ffmpeg(...video(2), ...audio(2), ...h264, '-c:a', 'aac', 'once.ts');
      await join(['once.ts', 'once.ts'], 'clock-restarts.ts');
    },
  },
  {
    ...oneRun('a capture that begins between key frames', 'mid-gop.ts', [], {
      ...{ seconds: 2, frames: 50, audio: true },
    }),
    make: async ({ ffmpeg, copyPart }) => {
      await ffmpeg(
        ...video(4),
        ...audio(4),
        ...h264,
        '-g',
        '50',
        '-c:a',
        'aac',
        '-mpegts_flags',
        'resend_headers',
        'whole.ts',
      );
      await copyPart('whole.ts', 'mid-gop.ts', 0.25, 1);
    },
  },
  oneRun(
    'a clock that is close to its end',
    'wraps.ts',
    [...video(3), ...h264, '-output_ts_offset', '95442'],
    {
      ...{ seconds: 3, frames: 75 },
    },
  ),
  oneRun('a clock far from 0', 'late.mkv', [...video(1), ...h264, '-output_ts_offset', '1000'], {
    ...{ seconds: 1, frames: 25 },
  }),
  {
    ...oneRun('a cut without decoding, by an edit list', 'cut.mp4', [], {
      seconds: 1.4,
      frames: 35,
      audio: true,
    }),
    make: async ({ ffmpeg }) => {
      await ffmpeg(...video(3), ...audio(3), ...h264, '-g', '50', '-c:a', 'aac', 'uncut.mp4');
      await ffmpeg('-ss', '0.6', '-i', 'uncut.mp4', '-t', '1.4', '-c', 'copy', 'cut.mp4');
    },
  },
  oneRun(
    'audio that begins late',
    'late-audio.mp4',
    [...video(2), '-itsoffset', '0.5', ...audio(1.5), ...h264, '-c:a', 'aac'],
    { seconds: 2, frames: 50, audio: true },
  ),
  oneRun(
    'audio that begins early',
    'early-audio.mkv',
    ['-itsoffset', '0.5', ...video(2), ...audio(2.5), '-map', '0:v', '-map', '1:a', ...h264, '-c:a', 'aac'],
    { seconds: 2, frames: 50, audio: true },
  ),
  oneRun(
    'audio longer than the video',
    'long-audio.mp4',
    [...video(1), ...audio(3), ...h264, '-c:a', 'aac'],
    {
      ...{ seconds: 1, frames: 25, audio: true },
    },
  ),
  oneRun(
    'audio shorter than the video',
    'short-audio.mp4',
    [...video(2), ...audio(0.7), ...h264, '-c:a', 'aac'],
    {
      ...{ seconds: 2, frames: 50, audio: true },
    },
  ),
  oneRun(
    'a gap in the audio',
    'audio-gap.mkv',
    [...video(3), ...audio(2), '-af', "asetpts='PTS+gt(T\\,1)*1/TB'", ...h264, '-c:a', 'pcm_s16le'],
    { seconds: 3, frames: 75, audio: true },
  ),
  oneRun(
    'a phone, whose rate varies',
    'phone.mp4',
    [
      ...video(2, { rate: '30' }),
      '-vf',
      "settb=1/90000,setpts='PTS+mod(N*37\\,11)*120'",
      '-fps_mode',
      'passthrough',
      '-enc_time_base',
      '1/90000',
      ...h264,
    ],
    { seconds: 2, frames: 60, variable: true },
  ),
  oneRun(
    'frames that are missing here and there',
    'dropped.mp4',
    [...video(2), '-vf', "select='not(eq(n\\,7)+eq(n\\,30))'", '-fps_mode', 'passthrough', ...h264],
    { seconds: 2, frames: 48, held: 50 },
  ),
  oneRun('slow motion of 240 frames a second', 'slow-motion.mp4', [...video(0.5, { rate: '240' }), ...h264], {
    ...{ seconds: 0.5, frames: 120 },
  }),
  oneRun('a picture each second', 'timelapse.mp4', [...video(4, { rate: '1' }), ...h264], {
    seconds: 4,
    frames: 4,
  }),
  oneRun(
    'a slide show, a picture each four seconds',
    'slides.mp4',
    [...video(12, { rate: '1/4' }), ...h264],
    {
      ...{ seconds: 12, frames: 3, held: 12 },
    },
  ),
  oneRun('one frame', 'one-frame.mp4', [...video(1), '-frames:v', '1', ...h264], {
    seconds: 0.04,
    frames: 1,
  }),
  oneRun('the rate of American television', 'ntsc.mkv', [...video(2, { rate: '30000/1001' }), ...h264], {
    ...{ seconds: 2.002, frames: 60 },
  }),
  oneRun(
    'a screen recording that shows only what changes',
    'screen.mkv',
    [...video(6), ...['-vf', "select='lt(t\\,1)+eq(n\\,60)+gt(t\\,5)'", '-fps_mode', 'vfr', ...h264]],
    { seconds: 6, frames: 50, held: 150, remark: /2 stretches/ },
  ),
];
