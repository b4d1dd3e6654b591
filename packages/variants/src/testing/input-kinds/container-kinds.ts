import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { audio, h264, type InputKind, oneRun, video } from './input-kind.ts';

const second = { seconds: 1, frames: 25 } as const;
const withAudio = { ...second, audio: true } as const;

function encoded(kind: string, file: string, ...words: readonly string[]): InputKind {
  return oneRun(kind, file, [...video(1), ...words], second);
}

function heard(kind: string, file: string, ...words: readonly string[]): InputKind {
  return oneRun(kind, file, [...video(1), ...audio(1), ...words], withAudio);
}

/** Containers, codecs, and what else lies in a file. */
export const containerKinds: readonly InputKind[] = [
  encoded('MXF of a camera', 'camera.mxf', '-c:v', 'mpeg2video', '-pix_fmt', 'yuv422p'),
  encoded('Y4M', 'frames.y4m', '-pix_fmt', 'yuv420p'),
  encoded('AV1', 'av1.mp4', '-c:v', 'libsvtav1', '-preset', '12', '-svtav1-params', 'hide-errors=1'),
  encoded(
    'HEVC',
    'hevc.mp4',
    '-c:v',
    'libx265',
    '-preset',
    'ultrafast',
    '-x265-params',
    'log-level=none',
    '-tag:v',
    'hvc1',
  ),
  encoded('Motion JPEG', 'webcam.avi', '-c:v', 'mjpeg'),
  encoded('MPEG-4 with B-frames in AVI', 'b-frames.avi', '-c:v', 'mpeg4', '-bf', '2'),
  encoded(
    'H.264 with B-frames',
    'b-frames.mp4',
    '-c:v',
    'libx264',
    '-preset',
    'medium',
    '-pix_fmt',
    'yuv420p',
  ),
  encoded(
    'open groups of pictures',
    'open-gop.ts',
    '-c:v',
    'libx264',
    '-x264-params',
    'open-gop=1:keyint=10',
  ),
  encoded(
    'DNxHR',
    'dnxhr.mov',
    '-vf',
    'scale=256x120',
    '-c:v',
    'dnxhd',
    '-profile:v',
    'dnxhr_lb',
    '-pix_fmt',
    'yuv422p',
  ),
  encoded('QuickTime Animation', 'animation.mov', '-c:v', 'qtrle'),
  encoded('HuffYUV', 'capture.avi', '-c:v', 'huffyuv', '-pix_fmt', 'yuv422p'),
  heard(
    'VP9 and Opus',
    'vp9.webm',
    '-c:v',
    'libvpx-vp9',
    '-deadline',
    'realtime',
    '-cpu-used',
    '8',
    '-c:a',
    'libopus',
  ),
  heard('Theora and Vorbis', 'old.ogv', '-c:v', 'libtheora', '-c:a', 'libvorbis'),
  heard('Sorenson in FLV', 'old.flv', '-c:v', 'flv1', '-c:a', 'libmp3lame', '-ar', '44100'),
  heard('H.263 of an old phone', 'old.3gp', '-s', '176x144', '-c:v', 'h263', '-c:a', 'aac'),
  heard(
    'a transport stream of a recorder',
    'recorder.m2ts',
    ...h264,
    '-c:a',
    'ac3',
    '-f',
    'mpegts',
    '-mpegts_m2ts_mode',
    '1',
  ),
  heard('a program stream with AC-3', 'disc.vob', '-c:v', 'mpeg2video', '-c:a', 'ac3', '-f', 'vob'),
  heard('fragmented MP4', 'fragments.mp4', ...h264, '-c:a', 'aac', '-movflags', 'frag_keyframe+empty_moov'),
  {
    ...oneRun('a download of Matroska that was cut', 'cut-download.mkv', [], {
      seconds: 3,
      frames: 75,
      about: true,
    }),
    make: async ({ ffmpeg, copyPart }) => {
      await ffmpeg(...video(5), ...h264, '-g', '25', 'download.mkv');
      await copyPart('download.mkv', 'cut-download.mkv', 0, 0.6);
    },
  },
  {
    ...oneRun(
      'subtitles, data, chapters, a cover and an attachment beside the video',
      'full.mkv',
      [],
      withAudio,
    ),
    make: async ({ ffmpeg, folder }) => {
      await writeFile(path.join(folder, 'words.srt'), '1\n00:00:00,000 --> 00:00:01,000\nWords\n');
      await writeFile(
        path.join(folder, 'chapters.txt'),
        ';FFMETADATA1\n[CHAPTER]\nSTART=0\nEND=500000000\ntitle=One\n',
      );
      await ffmpeg('-f', 'lavfi', '-i', 'color=red:size=32x32', '-frames:v', '1', 'cover.png');
      await ffmpeg(
        ...[
          ...video(1),
          ...audio(1),
          '-i',
          'words.srt',
          '-i',
          'chapters.txt',
          '-map',
          '0',
          '-map',
          '1',
          '-map',
          '2',
        ],
        ...['-map_chapters', '3', '-attach', 'cover.png', '-metadata:s:t', 'mimetype=image/png'],
        ...[...h264, '-c:a', 'aac', '-c:s', 'srt', 'full.mkv'],
      );
    },
  },
  heard(
    'two audio tracks, of which the first is heard',
    'two-tracks.mkv',
    '-map',
    '0',
    '-map',
    '1',
    '-map',
    '1',
    ...h264,
    '-c:a',
    'aac',
  ),
];

/** Words that make audio of so many channels. */
function channels(count: number): readonly string[] {
  const each = Array.from({ length: count }, (_, index) => `0.1*sin(${300 + 50 * index}*2*PI*t)`);
  return ['-f', 'lavfi', '-i', `aevalsrc='${each.join('|')}':duration=1:sample_rate=48000`];
}

/** Audio that is unusual, or is not there. */
export const audioKinds: readonly InputKind[] = [
  ...[9, 10, 12, 14, 15, 17].map(count =>
    oneRun(
      `${count} channels without a layout`,
      `channels-${count}.mov`,
      [...video(1), ...channels(count), ...h264, '-c:a', 'pcm_s16le'],
      {
        ...{ ...withAudio, remark: /mixed to stereo/ },
      },
    ),
  ),
  oneRun(
    '5.1',
    'surround.mkv',
    [...video(1), ...channels(6), '-af', 'channelmap=channel_layout=5.1', ...h264, '-c:a', 'ac3'],
    withAudio,
  ),
  heard('a telephone, 8 kHz', 'telephone.mov', ...h264, '-c:a', 'pcm_alaw', '-ar', '8000'),
  heard('96 kHz and 24 bits', 'studio.mkv', ...h264, '-c:a', 'flac', '-ar', '96000'),
  {
    ...oneRun('audio that is declared and has no packets', 'declared.mp4', [], {
      ...second,
      remark: /without audio/,
    }),
    make: async ({ ffmpeg }) => {
      await ffmpeg(...video(1), ...audio(1), ...h264, '-c:a', 'aac', 'declared-full.mp4');
      await ffmpeg(
        '-i',
        'declared-full.mp4',
        '-c',
        'copy',
        '-bsf:a',
        'noise=drop=1',
        '-movflags',
        'empty_moov+default_base_moof+frag_keyframe',
        'declared.mp4',
      );
    },
  },
  {
    ...oneRun('audio that is declared in Matroska and has no packets', 'declared.mkv', [], {
      ...second,
      remark: /without audio/,
    }),
    make: async ({ ffmpeg }) => {
      await ffmpeg(...video(1), ...audio(1), ...h264, '-c:a', 'aac', 'declared-other.mp4');
      await ffmpeg('-i', 'declared-other.mp4', '-c', 'copy', '-bsf:a', 'noise=drop=1', 'declared.mkv');
    },
  },
];
