import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const formats = new URL('../../../docs/formats/', import.meta.url);

/** A validator that knows nothing of this project, for what docs publish. */
async function validatorOf(name: string): Promise<ValidateFunction> {
  // Units and decimals of parameters are words of ours; formats of texts are checked where they are read.
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  for (const file of (await readdir(formats)).filter(one => one.endsWith('.schema.json'))) {
    ajv.addSchema(JSON.parse(await readFile(new URL(file, formats), 'utf8')), file);
  }
  const validate = ajv.getSchema(`${name}.schema.json`);
  if (validate === undefined) throw new Error(`No schema is called ${name}.`);
  return validate;
}

type Json = Readonly<Record<string, unknown>>;

/** Holds real files against a published schema, and the first of them once more with something wrong in it. */
async function expectDescribed(name: string, files: readonly Json[], broken: Json): Promise<void> {
  const isValid = await validatorOf(name);
  expect(files.length, name).toBeGreaterThan(0);
  for (const file of files) {
    const valid = isValid(file);
    expect({ name, valid, errors: isValid.errors ?? [] }).toEqual({ name, valid: true, errors: [] });
  }
  expect({ name, valid: isValid({ ...files[0], ...broken }) }).toEqual({ name, valid: false });
}

const readJson = async (file: string) => JSON.parse(await readFile(file, 'utf8')) as Json;

test('What a run writes and reads is what the published JSON Schemas say, and nothing broken is.', async () => {
  await using folder = await temporaryFolder();
  const cwd = folder.path;
  const env = { XDG_CACHE_HOME: path.join(cwd, 'cache') };
  const run = async (...words: readonly string[]) => await runCommand(words, { cwd, env });
  for (const name of ['videos', 'others']) await mkdir(path.join(cwd, name));
  await cp(await clipOf(2), path.join(cwd, 'videos', 'clip.mp4'));
  await cp(await clipOf(3), path.join(cwd, 'others', 'other.mp4'));
  await writeFile(path.join(cwd, 'videos', 'broken.mp4'), 'no video');
  const recipe = {
    name: 'mine',
    level: 'light',
    steps: [{ name: 'crop' }, { name: 'hue', probability: 0.5 }],
  };
  await writeFile(path.join(cwd, 'mine.json'), JSON.stringify(recipe));

  const drawn = ['-n', '2', '--controls', '1', '--distractors', 'others', '--seed', '3'];
  const batch = await run('batch', 'videos', ...drawn, '-o', 'set', '--json');
  expect(batch).toMatchObject({ exitCode: 1, stderr: '' });
  const custom = await run(
    'variants',
    'videos/clip.mp4',
    '--recipe',
    'mine.json',
    '-n',
    '1',
    '-o',
    'own',
    '--json',
  );
  expect(custom.exitCode).toBe(0);
  const searched = await run(
    ...['variants', 'videos/clip.mp4', '-n', '1', '--target-distance', '10..120', '-o', 'aimed', '--json'],
  );
  expect(searched.exitCode).toBe(0);
  const preview = await run('batch', 'videos', ...drawn, '-o', 'none', '--dry-run', '--json');
  await run('match', 'set');
  const evaluated = await run('evaluate', 'set', 'set/matches.csv', '--json');
  expect(evaluated.exitCode).toBe(0);

  const sets = ['set', 'own', 'aimed'].map(name => path.join(cwd, name));
  const manifests = await Promise.all(sets.map(set => readJson(path.join(set, 'manifest.json'))));
  await expectDescribed('manifest', manifests, { variants: [{ status: 'succeeded' }] });
  const records = await Promise.all(
    sets.map(async set => {
      const at = path.join(set, '.variegate', 'records');
      return Promise.all((await readdir(at)).map(name => readJson(path.join(at, name))));
    }),
  );
  await expectDescribed('record', records.flat(), { bytes: 'many' });
  const plans = records.flat().map(({ plan }) => plan as Json);
  await expectDescribed('plan', plans, { steps: [{ name: 'crop', params: { width: 7 } }] });
  const events = [batch, custom, searched, preview].flatMap(({ stdout }) => parseLines(stdout));
  await expectDescribed('events', events, { type: 'unheard-of' });
  await expectDescribed('evaluation', parseLines(evaluated.stdout), { headline: 5 });
  await expectDescribed('recipe', [recipe], { steps: [{ name: 'cropp' }] });
});

test('Requests and settings that the service takes are what their JSON Schemas say, and nothing broken is.', async () => {
  await using folder = await temporaryFolder();
  const settings = { port: 0, inputRoot: folder.path, maxWorkers: 2, memoryLimit: 0.5, logLevel: 'warn' };
  const file = path.join(folder.path, 'service.json');
  await writeFile(file, JSON.stringify(settings));
  const checked = await runCommand(['serve', '--check', '--config', file]);
  expect(checked).toMatchObject({ exitCode: 0 });
  await expectDescribed('settings', [settings], { port: 70_000 });
  const tutorial = await readFile(new URL('../../../docs/tutorials/service.md', import.meta.url), 'utf8');
  const request = JSON.parse(/```json request\.json\n(.*?)```/s.exec(tutorial)?.[1] ?? '') as Json;
  const full = {
    ...request,
    ...{ level: 0.3, controls: 1, encoder: 'libx264', crf: 28, recipe: undefined, priority: 60 },
    onComplete: { webhook: 'https://hooks.example.com/variegate' },
  };
  await expectDescribed('request', [request, JSON.parse(JSON.stringify(full))], { count: 0 });
  await expectDescribed('request', [request], { inputsFile: 'list.txt' });
  await expectDescribed('request', [request], { outDirectory: 'typo' });
});
