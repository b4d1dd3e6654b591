import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, type RunningCommand, runCommand, startCommand, summaryOf } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const token = 'a-token-that-is-long-enough';
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let service: RunningCommand;
let env: Readonly<Record<string, string>>;
let clip: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  clip = await clipOf(2);
  const url = `http://127.0.0.1:${await freePort()}`;
  env = { VARIEGATE_URL: url, VARIEGATE_TOKEN: token };
  const roots = ['--input-root', path.dirname(clip), '--output-root', path.join(folder.path, 'out')];
  const state = ['--state', path.join(folder.path, 'state')];
  service = startCommand(['serve', '--port', new URL(url).port, ...roots, ...state], { env });
  await service.saw(url);
});

afterAll(async () => {
  service.process.kill('SIGKILL');
  await service.end;
  await folder[Symbol.asyncDispose]();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const requestFile = async (request: object): Promise<string> => {
  const file = path.join(folder.path, 'request.json');
  await writeFile(file, JSON.stringify(request));
  return file;
};

test('A batch is sent, watched to its end, listed and read.', async () => {
  const request = { batchId: 'first', outDir: 'first', inputs: [path.basename(clip)], count: 1 };
  const sent = await runCommand(['send', await requestFile(request), '--wait', '--json'], { env });
  expect(sent.exitCode).toBe(0);
  expect(summaryOf(sent.stdout)).toMatchObject({ batchId: 'first', requested: 1, succeeded: 1 });
  const listed = await runCommand(['runs', '--json'], { env });
  expect(parseLines(listed.stdout)).toMatchObject([
    { type: 'run', batchId: 'first', status: 'completed' },
    { type: 'summary', runs: 1 },
  ]);
  const read = await runCommand(['runs', 'first'], { env });
  expect(read.stdout).toContain('first  completed  1 of 1 made');
  const retried = await runCommand(['send', '--retry-failed', 'first', '--wait'], { env });
  expect(retried).toMatchObject({ exitCode: 0 });
  expect(retried.stdout).toContain('1 skipped');
});

test('A batch is made by the recipe in its request, and a recipe that is wrong is refused with the path.', async () => {
  const asked = { batchId: 'mix', outDir: 'mix', inputs: [path.basename(clip)], preset: 'ultrafast' };
  const recipe = { name: 'mine', count: 2, steps: [{ name: 'crop' }, { name: 'hue', probability: 0.5 }] };
  const sent = await runCommand(['send', await requestFile({ ...asked, recipe }), '--wait', '--json'], {
    env,
  });
  expect(sent.exitCode).toBe(0);
  expect(summaryOf(sent.stdout)).toMatchObject({ batchId: 'mix', requested: 2, succeeded: 2 });
  const wrong = { ...asked, batchId: 'no', recipe: { ...recipe, steps: [{ name: 'crpo' }] } };
  const refused = await runCommand(['send', await requestFile(wrong)], { env });
  expect(refused).toMatchObject({ exitCode: 2 });
  expect(refused.stderr).toMatch(/refuses \(4\d\d\).*recipe\.steps\[0\]\.name: .*did you mean crop\?/);
  const module = await runCommand(['send', await requestFile({ ...asked, recipe: 'mine.ts' })], { env });
  expect(module.stderr).toContain('files and modules are read by the command line only');
});

test.each([
  [['send', 'nowhere.json'], '"nowhere.json" cannot be read'],
  [['send'], 'Name a file with the request'],
  [['runs', 'unknown'], 'The service refuses (404)'],
  [['runs', '--cancel'], 'Name the batch to cancel'],
  [['runs', '--url', 'nonsense'], '--url must be an address'],
  [['runs', '--url', 'http://127.0.0.1:1'], 'No service answers at http://127.0.0.1:1'],
  [['serve', '--host', '0.0.0.0', '--check'], 'needs a token'],
  [['serve', '--port', 'eighty', '--check'], 'port: "eighty" cannot be used'],
])('%j is refused in a sentence.', async (words, sentence) => {
  const end = await runCommand(words, { env: words[0] === 'serve' ? {} : env });
  expect(end.exitCode).toBe(2);
  expect(end.stderr).toContain(sentence);
});

test('What the service says of a request is what the command says.', async () => {
  const file = await requestFile({ batchId: 'x', outDir: 'x', inputs: ['../x.mp4'], count: 1 });
  const outside = await runCommand(['send', file], { env });
  expect(outside).toMatchObject({ exitCode: 2 });
  expect(outside.stderr).toContain('The service refuses (403)');
  const wrong = await runCommand(['runs'], { env: { ...env, VARIEGATE_TOKEN: 'another-token-entirely' } });
  expect(wrong.stderr).toContain('The token is not the right one');
});

test('The settings are shown without secrets, and nothing is started.', async () => {
  const shown = await runCommand(['serve', '--check'], { env });
  expect(shown.exitCode).toBe(0);
  expect(shown.stdout).toContain('set, not shown');
  expect(shown.stdout).not.toContain(token);
  const doctor = await runCommand(['doctor'], { env });
  expect(doctor.stdout).toContain('token=set, not shown (environment)');
  expect(doctor.stdout).not.toContain(token);
});

test.skipIf(process.platform === 'win32')(
  'After a stop signal the service finishes what runs and exits with 0.',
  async () => {
    service.process.kill('SIGTERM');
    const end = await service.end;
    expect(end.exitCode).toBe(0);
    expect(end.stderr).toContain('service closed');
    expect(end.stderr).not.toContain(token);
  },
);
