import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf, ffmpeg } from './testing/clip.ts';
import { runInProcess } from './testing/in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('A plan that was drawn from a folder is rendered from that folder, and without it refused by digest.', async () => {
  await using folder = await temporaryFolder();
  const [assets, plans, out] = ['assets', 'plans', 'out'].map(name => path.join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(assets);
  await ffmpeg('-f', 'lavfi', '-i', 'testsrc2=size=90x60', '-frames:v', '1', path.join(assets, 'logo.png'));
  const drawing = ['-n', '1', '--only', 'image_overlay', '--assets', assets];
  expect(await runInProcess(['plan', await clipOf(1), ...drawing, '--save', plans])).toMatchObject({
    exitCode: 0,
  });
  const [plan = ''] = await readdir(plans);
  const render = ['render', path.join(plans, plan), '-o', out, '--json'];

  const without = await runInProcess(render);
  expect(without.exitCode).toBe(2);
  expect(without.stderr).toMatch(/needs the image with the SHA-256 [0-9a-f]{64}.*--assets DIR/);
  expect(await readdir(folder.path)).not.toContain('out');

  const rendered = await runInProcess([...render, '--assets', assets]);
  expect(rendered.exitCode).toBe(0);
  expect(JSON.parse(rendered.stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({ succeeded: 1 });
});

test('A folder of assets with a file that is not what it says is refused in one sentence.', async () => {
  await using folder = await temporaryFolder();
  await writeFile(path.join(folder.path, 'clip.mp4'), '#EXTM3U\n/etc/passwd\n#EXT-X-ENDLIST\n');
  const out = path.join(folder.path, 'out');
  const end = await runInProcess(['variants', await clipOf(1), '--assets', folder.path, '-o', out]);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toMatch(/^variegate: An asset cannot be used: [^\n]*clip\.mp4[^\n]*\n$/);
  expect(await readdir(folder.path)).toEqual(['clip.mp4']);
});
