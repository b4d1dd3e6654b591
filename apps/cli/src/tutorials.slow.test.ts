import { execFile, spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** A block of code of a tutorial: one with a file name is saved under it, and shell is run. */
interface Block {
  readonly language: string;
  readonly file: string | null;
  readonly code: string;
}

const hasPython = spawnSync('python3', ['--version']).status === 0;
const pages = new URL('../../../docs/tutorials/', import.meta.url);

function blocksOf(page: string): readonly Block[] {
  return [...page.matchAll(/^```(\w+)(?: (\S+))?\n(.*?)^```$/gms)].map(
    ([, language = '', file = null, code = '']) => ({ language, file, code }),
  );
}

/** What follows on each other in the shell of a reader; the service is left running, as in a terminal of its own. */
function shellOf({ language, file, code }: Block): string {
  if (file !== null) return `cat > ${file} <<'END_OF_FILE'\n${code}END_OF_FILE\n`;
  if (language !== 'sh') return '';
  if (!code.startsWith('variegate serve')) return code;
  return [
    `${code.trim()} & server=$!`,
    "trap 'kill $server; wait $server' EXIT",
    'until variegate runs > /dev/null 2>&1; do kill -0 $server; sleep 0.2; done',
    '',
  ].join('\n');
}

/** The programs of a reader who has installed the command: `npm install` finds the packages of this checkout. */
async function installPrograms(folder: string): Promise<string> {
  const programs = path.join(folder, 'programs');
  const from = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
  await mkdir(programs);
  await writeFile(
    path.join(programs, 'variegate'),
    `#!/bin/sh\nexec '${process.execPath}' '${from('src/bin.ts')}' "$@"\n`,
  );
  await writeFile(
    path.join(programs, 'npm'),
    `#!/bin/sh\nshift\nfor name; do mkdir -p "node_modules/$(dirname "$name")"; ln -s '${from('node_modules')}'/"$name" "node_modules/$name"; done\n`,
  );
  for (const name of ['variegate', 'npm']) await chmod(path.join(programs, name), 0o755);
  return programs;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise(resolve => server.close(resolve));
  return port;
}

/** Follows a tutorial literally, in an empty folder; returns what its commands have printed. */
async function follow(tutorial: string, folder: string): Promise<string> {
  const work = path.join(folder, 'work');
  await mkdir(work);
  const programs = await installPrograms(folder);
  const port = String(await freePort());
  const page = await readFile(new URL(`${tutorial}.md`, pages), 'utf8');
  const script = blocksOf(page).map(shellOf).join('').replaceAll('127.0.0.1:7850', `127.0.0.1:${port}`);
  const env = {
    ...process.env,
    PATH: `${programs}${path.delimiter}${process.env['PATH']}`,
    NO_COLOR: '1',
    XDG_CACHE_HOME: path.join(folder, 'cache'),
    XDG_STATE_HOME: path.join(folder, 'state'),
    VARIEGATE_PORT: port,
    VARIEGATE_URL: `http://127.0.0.1:${port}`,
  };
  const { stdout, stderr } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', script], {
    cwd: work,
    env,
  });
  return `${stdout}\n${stderr}`;
}

const files = (folder: string) => readdir(path.join(folder, 'work'), { recursive: true });

describe.skipIf(process.platform === 'win32')('Followed literally, the tutorial', () => {
  test('on a robustness set makes one, and evaluates two detectors on it.', async () => {
    await using folder = await temporaryFolder();
    const printed = await follow('robustness-set', folder.path);
    expect(printed.match(/^Your detector finds [\d.]+ %/gm)).toHaveLength(2);
    expect(printed).toMatch(/^Your detector finds 100\.0 % at precision 0\.9/m);
    const made = await files(folder.path);
    expect(made).toEqual(
      expect.arrayContaining(['dataset/report.html', 'dataset/ground_truth.csv', 'evaluation.html']),
    );
    expect(made.filter(name => /^dataset\/fractal\.[^/]+\.mp4$/.test(name))).toHaveLength(5);
    expect(made.filter(name => /^dataset\/bars\.[^/]+\.mp4$/.test(name))).toHaveLength(4);
  });

  test.skipIf(!hasPython)('on augmentation draws a set by a recipe, and reads it.', async () => {
    await using folder = await temporaryFolder();
    const printed = await follow('augmentation', folder.path);
    expect(printed.match(/^train\/fractal\.\S+ fractal\.mp4 (flipped|as it was) \d+$/gm)).toHaveLength(6);
  });

  test('on a nightly batch adds what is new, and continues after it was killed.', async () => {
    await using folder = await temporaryFolder();
    const printed = await follow('nightly-batch', folder.path);
    const summaries = printed
      .split('\n')
      .filter(line => line.startsWith('{"type":"summary"'))
      .map(line => JSON.parse(line));
    expect(summaries).toMatchObject([
      { succeeded: 4, skipped: 0 },
      { succeeded: 2, skipped: 4 },
    ]);
    const made = await files(folder.path);
    const media = made.filter(name => /^dataset\/(monday|tuesday)\/[^/]+\.mp4$/.test(name));
    expect(media).toHaveLength(12);
    expect(made.filter(name => name.includes('.variegate/scratch/') && name.endsWith('.mp4'))).toEqual([]);
  });

  test('on your own transformation applies it, draws it, and shows it alone.', async () => {
    await using folder = await temporaryFolder();
    const printed = await follow('own-transformation', folder.path);
    expect(printed).toMatch(/"name":"dark_band"/);
    const made = await files(folder.path);
    expect(made).toEqual(expect.arrayContaining(['banded.mp4', 'alone/report.html']));
    expect(made.filter(name => /^banded\/my\.[^/]+\.mp4$/.test(name))).toHaveLength(3);
    expect(made.filter(name => /^alone\/my\.[^/]+\.mp4$/.test(name))).toHaveLength(3);
  });

  test('on the service starts one, sends it two batches, and stops it.', async () => {
    await using folder = await temporaryFolder();
    const printed = await follow('service', folder.path);
    expect(printed).toContain('monday');
    expect(printed).toContain('tuesday');
    const made = await files(folder.path);
    expect(made.filter(name => /^out\/monday\/fractal\.[^/]+\.mp4$/.test(name))).toHaveLength(3);
  });

  test('on what goes wrong shows sentences, codes and exit codes, and makes what can be made.', async () => {
    await using folder = await temporaryFolder();
    const printed = await follow('something-goes-wrong', folder.path);
    expect(printed).toContain('exit code 2');
    expect(printed).toContain('exit code 1');
    expect(printed).toContain('VARIANTS_OPTION_INVALID');
    const made = await files(folder.path);
    expect(made).toContain('out/report.html');
    expect(made.filter(name => /^out\/whole\.[^/]+\.mp4$/.test(name))).toHaveLength(2);
  });
});

test('Every tutorial is followed.', async () => {
  const names = (await readdir(pages)).map(name => path.basename(name, '.md'));
  const own = await readFile(new URL(import.meta.url), 'utf8');
  expect(names.filter(name => !own.includes(`follow('${name}'`))).toEqual([]);
});
