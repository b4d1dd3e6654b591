import { appendFile, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type HostileInput, refused } from './hostile-input.ts';

/** Names of files that mean something else to ffmpeg, to its filters, or to a shell. */
const names = [
  'http:film.mp4',
  'concat:playlist.m3u8|passwords.txt.mp4',
  'subfile,,start,0,end,99,,:passwords.txt.mp4',
  'pipe:0.mp4',
  'data:video,x.mp4',
  '-y.mp4',
  'frame%03d.mp4',
  "it's [x];movie=playlist.m3u8[y],.mp4",
  '$(touch ran).mp4',
  'two\nlines.mp4',
];

/** Arguments that name no file, and something else to ffmpeg. */
function protocols(secret: string): readonly string[] {
  return [
    'http://127.0.0.1:9/film.mp4',
    'rtmp://127.0.0.1:9/film',
    'tcp://127.0.0.1:9',
    `concat:${secret}|${secret}`,
    `subfile,,start,0,end,9999,,:${secret}`,
    `async:${secret}`,
    `crypto:${secret}`,
    `file:${secret}`,
    'data:video/mp4;base64,AAAA',
    'pipe:0',
    '-',
  ];
}

/** Videos whose names are hostile, and names without a file. All videos differ, as equal ones are rendered once. */
export async function makeOddNames(
  folder: string,
  clip: string,
  secret: string,
): Promise<readonly HostileInput[]> {
  const written = process.platform === 'win32' ? ['frame%03d.mp4', '-y.mp4'] : names;
  for (const [index, name] of written.entries()) {
    await copyFile(clip, join(folder, name));
    const box = Buffer.from([0, 0, 0, 9, ...Buffer.from('free'), index]);
    await appendFile(join(folder, name), box);
  }
  return [
    ...written.map(argument => ({ argument, what: 'a name', refusal: null })),
    ...protocols(secret).map(argument => refused(argument, 'a protocol of ffmpeg', 'missing')),
  ];
}
