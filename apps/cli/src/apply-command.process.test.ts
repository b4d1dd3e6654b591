import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assertDecodes, clipOf } from './testing/clip.ts';
import { parseLines, runCommand, startCommand } from './testing/command.ts';
import { runInProcess } from './testing/in-process.ts';
import { processesIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const tilt = ['--step', 'rotate degrees=5 colour=000000'];

test('apply makes one file of one file, and nothing else.', async () => {
  await using folder = await temporaryFolder();
  const output = path.join(folder.path, 'out.mp4');
  const end = await runCommand([
    'apply',
    await clipOf(2),
    output,
    ...tilt,
    '--step',
    'horizontal_flip',
    '--json',
  ]);
  expect(end).toMatchObject({ exitCode: 0, stderr: '' });
  const lines = parseLines(end.stdout);
  expect(lines.some(({ type }) => type === 'progress')).toBe(true);
  expect(lines.at(-1)).toMatchObject({
    ...{ type: 'summary', status: 'succeeded', path: output, error: null },
    plan: {
      steps: [{ name: 'rotate', params: { degrees: 5, colour: '000000' } }, { name: 'horizontal_flip' }],
    },
    media: { width: 320, height: 240, frameCount: 50 },
  });
  await assertDecodes(output);
  expect(await readdir(folder.path)).toEqual(['out.mp4']);

  const again = await runCommand(['apply', await clipOf(2), output, ...tilt]);
  expect(again.exitCode).toBe(2);
  expect(again.stderr).toMatch(/already exists .*--force/);
  const forced = await runCommand(['apply', await clipOf(2), output, ...tilt, '--force']);
  expect(forced.exitCode).toBe(0);
  expect(forced.stdout).toContain('1. rotate {"degrees":5,"colour":"000000"}');
});

test.each([
  [
    'rotate degrees=5',
    /Step 1, rotate: colour is missing\. rotate takes degrees \(-180 to 180 degrees clockwise\), colour/,
  ],
  ['rotate degrees=900 colour=000000', /Step 1, rotate: degrees cannot be 900\. rotate takes/],
  ['rotate degrees=five colour=000000', /degrees cannot be "five"/],
  ['rotate degrees=5 colour=000000 speed=2', /there is no parameter speed\. rotate takes/],
  ['rotate degrees 5', /"degrees" in the step rotate is not of the form name=value/],
  ['rotate degrees=5 degrees=6', /has degrees twice/],
  ['text text="open', /quote that is not closed/],
  ['', /must be a name and its parameters/],
  ['Rotate degrees=5', /there is no such transformation; did you mean rotate\?/],
  ['../../etc/passwd', /must be a name and its parameters/],
])('The step %j is refused in one sentence, and nothing is written.', async (step, sentence) => {
  await using folder = await temporaryFolder();
  const output = path.join(folder.path, 'out.mp4');
  const end = await runInProcess(['apply', await clipOf(2), output, '--step', step]);
  expect(end).toMatchObject({ exitCode: 2, stdout: '' });
  expect(end.stderr).toMatch(sentence);
  expect(end.stderr.trim().split('\n')).toHaveLength(1);
  expect(await readdir(folder.path)).toEqual([]);
});

test('The input is never the output.', async () => {
  const clip = await clipOf(2);
  const end = await runInProcess(['apply', clip, clip, ...tilt, '--force']);
  expect(end).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('is the input') });
});

test.skipIf(process.platform === 'win32')('SIGTERM ends the render, and nothing is left.', async () => {
  await using folder = await temporaryFolder();
  const command = ['apply', await clipOf(10), path.join(folder.path, 'out.mp4'), ...tilt, '--json'];
  const running = startCommand(command);
  await running.saw('progress');
  running.process.kill('SIGTERM');
  expect((await running.end).exitCode).toBe(143);
  expect(await readdir(folder.path)).toEqual([]);
  if (process.platform === 'linux') expect(await processesIn(folder.path)).toEqual([]);
});

const mine = `
export default [{
  name: 'upside_down', layer: 'geometry', summary: 'Turns the picture upside down.', source: 'https://example.org',
  params: { safeParse: data => ({ success: true, data }), parse: data => data, _zod: undefined },
  sample: () => ({}), lower: () => ({ video: [{ kind: 'opaque', filters: [{ name: 'vflip', options: {} }] }] }),
  intensity: () => 50,
}];`;

test.each([
  ['missing.mjs', null, /cannot be imported/],
  ['throws.mjs', 'throw new Error("I am\\nhostile");', /cannot be imported: I am\./],
  ['broken.mjs', 'export default [', /cannot be imported/],
  ['nothing.mjs', 'export const other = 1;', /must export a list of transformations/],
  [
    'wrong.mjs',
    'export default [1, null];',
    /cannot be used: The transformation name undefined is missing or not a string/,
  ],
  ['taken.mjs', mine.replace('upside_down', 'rotate'), /"rotate" is already that of another transformation/],
])('The module %s is refused in one sentence.', async (name, text, sentence) => {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, name);
  if (text !== null) await writeFile(file, text);
  const end = await runCommand(['catalogue', '--import', file]);
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toMatch(sentence);
  expect(end.stderr.trim().split('\n')).toHaveLength(1);
});

test('A custom transformation is listed, applied, drawn, planned and rendered again.', async () => {
  await using folder = await temporaryFolder();
  const zod = JSON.stringify(import.meta.resolve('zod'));
  const file = path.join(folder.path, 'mine.mjs');
  await writeFile(
    file,
    `import { z } from ${zod};${mine.replace(/params: .*\n/, 'params: z.strictObject({}),\n')}`,
  );
  const own = ['--import', file];
  expect((await runCommand(['catalogue', ...own])).stdout).toContain('upside_down: Turns');
  const clip = await clipOf(2);
  const applied = await runCommand([
    'apply',
    clip,
    path.join(folder.path, 'a.mp4'),
    '--step',
    'upside_down',
    ...own,
  ]);
  expect(applied).toMatchObject({ exitCode: 0, stderr: '' });

  const drawing = ['--only', 'upside_down', '-n', '1', ...own];
  const plans = path.join(folder.path, 'plans');
  const planned = await runCommand(['plan', clip, ...drawing, '--save', plans, '--json']);
  expect(planned.exitCode).toBe(0);
  expect(parseLines(planned.stdout)[0]).toMatchObject({
    plan: { modules: [file], steps: [{ name: 'upside_down', params: {} }] },
  });
  const out = path.join(folder.path, 'out');
  const made = await runCommand(['variants', clip, ...drawing, '-o', out, '--json']);
  expect(made.exitCode).toBe(0);
  const again = await runCommand(['variants', clip, ...drawing, '-o', out, '--json']);
  expect(parseLines(again.stdout).at(-1)).toMatchObject({ skipped: 1 });

  const [saved = ''] = await readdir(plans);
  const strange = await runCommand(['render', path.join(plans, saved), '-o', out]);
  expect(strange).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('mine.mjs') });
  const rendered = await runCommand(['render', path.join(plans, saved), '-o', out, ...own, '--json']);
  expect(parseLines(rendered.stdout).at(-1)).toMatchObject({ skipped: 1 });
});
