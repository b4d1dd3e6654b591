import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { h264, type InputKind, oneRun, video } from './input-kind.ts';

const second = { seconds: 1, frames: 25 } as const;
const h265 = ['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=none'] as const;
const hdr = { ...second, remark: /described in part/ } as const;
const transparent = "format=rgba,geq=r=200:g=200:b=200:a='if(lt(X\\,80)\\,0\\,255)'";
const seeThrough = { ...second, remark: /laid over black/ } as const;
const woven = (scan: string) => [
  '-vf',
  `interlace=scan=${scan}`,
  '-c:v',
  'mpeg2video',
  '-flags',
  '+ilme+ildct',
];

/** MPEG-2 of whole frames whose flags say that they last three fields and two in turn. */
function withRepeatedFields(bytes: Buffer): Buffer {
  const extension = Buffer.from([0, 0, 1, 0xb5]);
  let frames = 0;
  for (let at = bytes.indexOf(extension); at >= 0; at = bytes.indexOf(extension, at + 4)) {
    const flags = (place: number, cleared: number, set: number) => {
      bytes[at + place] = ((bytes[at + place] ?? 0) & ~cleared) | set;
    };
    const kind = (bytes[at + 4] ?? 0) >> 4;
    // A sequence is not one of whole frames alone.
    if (kind === 1) flags(5, 0x08, 0);
    if (kind !== 8) continue;
    // Top field first, repeat first field; progressive frame.
    flags(7, 0x82, [0x82, 0, 0x02, 0x80][frames++ % 4] ?? 0);
    flags(8, 0, 0x80);
  }
  return bytes;
}

/** Pixels, colours, shapes and fields. */
export const pictureKinds: readonly InputKind[] = [
  oneRun(
    'HDR of which only the transfer is stated',
    'pq.mkv',
    [...video(1), ...[...h265, '-pix_fmt', 'yuv420p10le', '-color_trc', 'smpte2084']],
    hdr,
  ),
  oneRun(
    'HLG without a matrix',
    'hlg.mkv',
    [
      ...video(1),
      ...[...h265, '-pix_fmt', 'yuv420p10le', '-color_trc', 'arib-std-b67', '-color_primaries', 'bt2020'],
    ],
    hdr,
  ),
  oneRun(
    'HDR of constant luminance',
    'constant-luminance.mkv',
    [
      ...video(1),
      ...[...h265, '-pix_fmt', 'yuv420p10le', '-color_trc', 'smpte2084', '-color_primaries', 'bt2020'],
      ...['-colorspace', 'bt2020c'],
    ],
    hdr,
  ),
  oneRun(
    'HDR that is described',
    'hdr10.mp4',
    [
      ...video(1),
      ...[...h265, '-tag:v', 'hvc1', '-pix_fmt', 'yuv420p10le', '-color_trc', 'smpte2084'],
      ...['-color_primaries', 'bt2020', '-colorspace', 'bt2020nc'],
    ],
    second,
  ),
  oneRun(
    'a matrix that no scaler has',
    'ycgco.mkv',
    [
      ...[
        ...video(1),
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-pix_fmt',
        'yuv422p',
        '-colorspace',
        'ycgco',
      ],
    ],
    second,
  ),
  oneRun('interlaced, the top field first', 'top-first.mpg', [...video(1, { rate: '50' }), ...woven('tff')], {
    ...{ ...second, remark: /top field first/ },
  }),
  oneRun(
    'interlaced, the bottom field first',
    'bottom-first.mpg',
    [...video(1, { rate: '50' }), ...woven('bff')],
    {
      ...{ ...second, remark: /bottom field first/ },
    },
  ),
  oneRun('DV', 'tape.avi', [...video(1, { size: '720x576' }), '-c:v', 'dvvideo', '-pix_fmt', 'yuv420p'], {
    ...{ ...second, remark: /bottom field first/ },
  }),
  oneRun(
    'film by 3:2 pulldown',
    'pulldown.mpg',
    [
      ...video(3, { rate: '24000/1001' }),
      ...['-vf', 'telecine=pattern=23,setfield=tff', '-c:v', 'mpeg2video', '-b:v', '4M'],
      ...['-flags', '+ilme+ildct'],
    ],
    { seconds: 3, frames: 90, remark: /^Telecined \(3:2 pulldown\) and interlaced/ },
  ),
  {
    ...oneRun('film by flags', 'soft-telecine.mkv', [], {
      ...{ seconds: 3, frames: 72, variable: true, remark: /soft telecine/ },
    }),
    make: async ({ folder, ffmpeg }) => {
      await ffmpeg(
        ...video(3, { size: '160x128', rate: '24000/1001' }),
        ...['-vf', 'settb=1001/60000,setpts=floor((5*N+1)/2)', '-fps_mode', 'passthrough'],
        ...['-enc_time_base', '1001:60000', '-c:v', 'mpeg2video', 'soft-telecine.mkv'],
      );
      const file = path.join(folder, 'soft-telecine.mkv');
      await writeFile(file, withRepeatedFields(await readFile(file)));
    },
  },
  oneRun(
    'an animated GIF, partly transparent',
    'animation.gif',
    [...video(1, { rate: '10' }), ...['-vf', `${transparent},split[a][b];[a]palettegen[p];[b][p]paletteuse`]],
    { seconds: 1, frames: 10, remark: /laid over black/ },
  ),
  oneRun(
    'ProRes 4444 with alpha',
    'alpha.mov',
    [
      ...video(1),
      ...['-vf', transparent, '-c:v', 'prores_ks', '-profile:v', '4444', '-pix_fmt', 'yuva444p10le'],
    ],
    seeThrough,
  ),
  oneRun('an animated PNG', 'animation.apng', [...video(1), '-f', 'apng'], second),
  oneRun(
    'an odd size, 4:4:4',
    'odd-size.mp4',
    [...video(1, { size: '161x121' }), ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv444p']],
    second,
  ),
  oneRun(
    'ten bits, 4:2:2',
    'ten-bits.mkv',
    [...video(1), ...['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv422p10le']],
    second,
  ),
  oneRun('grey', 'grey.mkv', [...video(1), '-c:v', 'ffv1', '-pix_fmt', 'gray'], second),
  oneRun(
    'red, green and blue',
    'rgb.mkv',
    [...video(1), '-c:v', 'libx264rgb', '-preset', 'ultrafast'],
    second,
  ),
  oneRun(
    'sixteen bits of red, green and blue',
    'rgb48.mkv',
    [...[...video(1), '-c:v', 'ffv1', '-pix_fmt', 'gbrp16le']],
    second,
  ),
  oneRun(
    'full range',
    'full-range.mp4',
    [
      ...[
        ...video(1),
        '-vf',
        'scale=out_range=full',
        '-c:v',
        'libx264',
        '-preset',
        'ultrafast',
        '-pix_fmt',
        'yuvj420p',
      ],
    ],
    second,
  ),
  oneRun(
    'pixels that are not square',
    'anamorphic.mpg',
    [...[...video(1, { size: '352x288' }), '-vf', 'setsar=16/11', '-c:v', 'mpeg2video']],
    second,
  ),
  {
    ...oneRun('a phone held upright', 'upright.mp4', [], second),
    make: async ({ ffmpeg }) => {
      await ffmpeg(...video(1), ...h264, 'lying.mp4');
      await ffmpeg('-i', 'lying.mp4', '-c', 'copy', '-metadata:s:v', 'rotate=90', 'upright.mp4');
    },
  },
  oneRun('a tiny picture', 'tiny.mp4', [...video(1, { size: '16x16' }), ...h264], second),
  {
    ...oneRun('a size that changes midway', 'size-changes.ts', [], { seconds: 2, frames: 50 }),
    make: async ({ ffmpeg }) => {
      await ffmpeg(...video(1), ...h264, 'small.ts');
      await ffmpeg(...video(1, { size: '320x240' }), ...h264, 'large.ts');
      await ffmpeg('-i', 'concat:small.ts|large.ts', '-c', 'copy', 'size-changes.ts');
    },
  },
  {
    ...oneRun('a pixel format that changes midway', 'format-changes.ts', [], { seconds: 2, frames: 50 }),
    make: async ({ ffmpeg }) => {
      await ffmpeg(...video(1), ...h264, 'usual.ts');
      await ffmpeg(...video(1), ...h264.slice(0, -1), 'yuv444p', 'other.ts');
      await ffmpeg('-i', 'concat:usual.ts|other.ts', '-c', 'copy', 'format-changes.ts');
    },
  },
];
