import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findFfmpeg } from '@variegate/runner';
import { expect, test } from 'vitest';
import { createVariants } from './index.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** An ffmpeg that does not list one of its filters, encoders or muxers; its path. */
async function ffmpegWithout(
  kind: 'filters' | 'encoders' | 'muxers',
  name: string,
  folder: string,
): Promise<string> {
  const real = await findFfmpeg();
  const bin = path.join(folder, 'bin');
  await mkdir(bin);
  const script = `#!/bin/sh
case " $* " in *" -${kind} "*) '${real.path}' "$@" | sed '/ ${name} /d' ;; *) exec '${real.path}' "$@" ;; esac
`;
  const probe = `#!/bin/sh\nexec '${real.probePath}' "$@"\n`;
  for (const [program, text] of Object.entries({ ffmpeg: script, ffprobe: probe })) {
    await writeFile(path.join(bin, program), text);
    await chmod(path.join(bin, program), 0o755);
  }
  return path.join(bin, 'ffmpeg');
}

test.skipIf(process.platform === 'win32')(
  'An ffmpeg that lacks a filter is refused before anything starts, or its steps are left out where that was asked for.',
  async () => {
    await using folder = await temporaryFolder();
    const outDir = path.join(folder.path, 'out');
    const request = {
      ...{ input: await shortClip(), outDir, count: 1, only: ['echo', 'brightness', 'encoding'] },
      ffmpegPath: await ffmpegWithout('filters', 'aecho', folder.path),
    };
    await expect(createVariants(request)).rejects.toThrow('lacks filter aecho');
    await expect(readFile(outDir)).rejects.toThrow('ENOENT');

    expect(await createVariants({ ...request, skipMissing: true })).toMatchObject({ succeeded: 1 });
    const { variants } = JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8'));
    const { steps, rejected } = variants[0].plan;
    expect(steps.map(({ name }: { name: string }) => name)).not.toContain('echo');
    expect(rejected).toContainEqual({ name: 'echo', reason: 'the ffmpeg lacks filter aecho' });
  },
);

test.skipIf(process.platform === 'win32').each([
  ['filters', 'aecho', 'lacks filter aecho.', '--skip-missing'],
  ['encoders', 'libx264', 'lacks encoder libx264.', 'VARIEGATE_FFMPEG.'],
  ['muxers', 'mp4', 'lacks muxer mp4.', 'VARIEGATE_FFMPEG.'],
] as const)(
  'Of the %s of an ffmpeg, %s is found lacking before anything starts, by name and with how to get it.',
  async (kind, name, says, remedy) => {
    await using folder = await temporaryFolder();
    const outDir = path.join(folder.path, 'out');
    const ffmpegPath = await ffmpegWithout(kind, name, folder.path);
    const made = createVariants({ input: await shortClip(), outDir, count: 1, only: ['echo'], ffmpegPath });
    const error: Error = await made.then(
      () => new Error('nothing was found lacking'),
      thrown => thrown,
    );
    for (const words of [says, 'https://ffmpeg.org/download.html', remedy])
      expect(error.message).toContain(words);
    await expect(readdir(outDir)).rejects.toThrow('ENOENT');
  },
);
