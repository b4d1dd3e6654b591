import { mkdir, readdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeClip } from './testing/clip.ts';
import { postBatch, problemIn, startTestService, type TestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

let running: TestService;
let url: string;

beforeAll(async () => {
  running = await startTestService({ requestsPerMinute: 100_000 });
  ({ url } = running);
  await makeClip(running.inputRoot);
});

afterAll(() => running[Symbol.asyncDispose]());

/** After any such request the service still answers and has started nothing. */
const expectUntouched = async () => {
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
  expect(await (await fetch(`${url}/api/runs`)).json()).toEqual({ runs: [], next: null });
  // What names the installation, and nothing else.
  expect(await readdir(running.outputRoot, { recursive: true })).toEqual([
    '.variegate',
    path.join('.variegate', 'installation.json'),
  ]);
};

const good = { batchId: 'x', outDir: 'x', inputs: ['clip.mp4'], count: 1 };

test.each(['', '{', '{"batchId": "x",}', 'batchId=x', '\u0000'])(
  'The body %j is not JSON: 400.',
  async body => {
    expect(await problemIn(await postBatch(url, body))).toMatchObject({
      status: 400,
      code: 'MALFORMED_JSON',
    });
    await expectUntouched();
  },
);

test.each([null, 1, [], 'text', {}])('The body %j is JSON and no batch: 422.', async body => {
  const answer = await postBatch(url, JSON.stringify(body));
  expect(await problemIn(answer)).toMatchObject({ status: 422, code: 'WORKFLOW_REQUEST_INVALID' });
  await expectUntouched();
});

test('Fields that do not exist and fields that are wrong are named, all at once: 422.', async () => {
  const problem = await problemIn(
    await postBatch(url, { ...good, colour: 'red', batchId: '../x', priority: 1e9 }),
  );
  expect(problem).toMatchObject({ status: 422, code: 'WORKFLOW_REQUEST_INVALID' });
  expect(problem.message).toContain('colour');
  expect(problem.issues?.map(issue => issue.path)).toEqual(expect.arrayContaining(['batchId', 'priority']));
  await expectUntouched();
});

test.each([0, 100_001, -1, 1.5, '3'])('A batch of %j variants is refused: 422.', async count => {
  const problem = await problemIn(await postBatch(url, { ...good, count }));
  expect(problem).toMatchObject({ status: 422, code: 'WORKFLOW_REQUEST_INVALID' });
  expect(problem.issues?.map(issue => issue.path)).toEqual(['count']);
  await expectUntouched();
});

test('A thousand and one inputs are refused with a hint to name them in a file: 422.', async () => {
  const inputs = Array.from({ length: 1_001 }, (_, n) => `${n}.mp4`);
  const problem = await problemIn(await postBatch(url, { ...good, inputs }));
  expect(problem).toMatchObject({ status: 422 });
  expect(problem.message).toContain('inputsFile');
  await expectUntouched();
});

test.each([
  { inputs: ['../clip.mp4'] },
  { inputs: ['/etc/passwd'] },
  { inputs: ['sub/../../clip.mp4'] },
  { outDir: '..' },
  { outDir: '/tmp/elsewhere' },
  { inputs: undefined, inputsFile: '/etc/passwd' },
])('A path outside the roots is refused: 403 (%j).', async paths => {
  const problem = await problemIn(await postBatch(url, { ...good, ...paths }));
  expect(problem).toMatchObject({ status: 403, code: 'WORKFLOW_PATH_OUTSIDE_ROOT' });
  await expectUntouched();
});

test.each([
  { outDir: '\uD800' },
  { outDir: 'a\0b' },
  { inputs: ['clip.mp4', 'a\uDFFF.mp4'] },
  { inputs: undefined, inputsFile: 'list\uD83D.txt' },
  { distractors: ['a\0b'] },
])('A path that no file can have is refused, with its field named: 422 (%j).', async paths => {
  const problem = await problemIn(await postBatch(url, { ...good, ...paths }));
  expect(problem).toMatchObject({ status: 422, code: 'WORKFLOW_REQUEST_INVALID' });
  expect(problem.message).toMatch(/must not contain (a zero character|half of a surrogate pair)$/);
  await expectUntouched();
});

test('A name outside the Latin alphabet, whole pairs included, is a name like any other.', async () => {
  const problem = await problemIn(await postBatch(url, { ...good, outDir: '😀/ä', inputs: ['../😀.mp4'] }));
  expect(problem).toMatchObject({ status: 403, code: 'WORKFLOW_PATH_OUTSIDE_ROOT' });
});

test('A body of ten megabytes is refused, with its length announced and without: 413.', async () => {
  const large = JSON.stringify({ ...good, inputs: ['x'.repeat(10 * 1_024 * 1_024)] });
  expect(await problemIn(await postBatch(url, large))).toMatchObject({ status: 413, code: 'BODY_TOO_LARGE' });
  const chunks = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0; at < large.length; at += 65_536) {
        controller.enqueue(new TextEncoder().encode(large.slice(at, at + 65_536)));
      }
      controller.close();
    },
  });
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: chunks,
    duplex: 'half',
  };
  // The service may close the connection while the rest is still being sent.
  const status = await fetch(`${url}/api/batches`, options as RequestInit).then(
    answer => answer.status,
    () => 413,
  );
  expect(status).toBe(413);
  await expectUntouched();
});

test('Only JSON is taken: 415.', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x']) {
    const answer = await postBatch(url, good, { 'content-type': type });
    expect(await problemIn(answer)).toMatchObject({ status: 415, code: 'NOT_JSON' });
  }
  await expectUntouched();
});

test('A page of another origin is refused: 403.', async () => {
  for (const origin of ['http://evil.example', 'null', url.replace('http:', 'ftp:')]) {
    expect(await problemIn(await postBatch(url, good, { origin }))).toMatchObject({ status: 403 });
  }
  await expectUntouched();
});

test.each(['evil.example', 'evil.example:80', '127.0.0.1'])(
  'The host name %j is not answered: 421.',
  async host => {
    const { port } = new URL(url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      httpRequest(
        { host: '127.0.0.1', port, path: '/api/runs', setHost: false, headers: { host } },
        answer => {
          answer.resume();
          resolve(answer.statusCode);
        },
      )
        .on('error', reject)
        .end();
    });
    expect(status).toBe(421);
    await expectUntouched();
  },
);

test.each(['/nothing', '/api/inngest', '/api/runs/unknown', '/api/runs/..%2f..%2fetc', '/reports/guess'])(
  'There is nothing at %s: 404.',
  async at => {
    expect((await problemIn(await fetch(`${url}${at}`))).status).toBe(404);
  },
);

test('A query that makes no sense is refused, with its field named: 400.', async () => {
  for (const query of ['limit=0', 'limit=1000', 'limit=x', 'order=up']) {
    expect(await problemIn(await fetch(`${url}/api/runs?${query}`))).toMatchObject({
      status: 400,
      code: 'QUERY_INVALID',
    });
  }
});

test('Lists that no batch could have are not read, the batch says why, and the service goes on.', async () => {
  const sparse = path.join(running.inputRoot, 'large.txt');
  await writeFile(sparse, '');
  await truncate(sparse, 500 * 2 ** 20);
  await writeFile(path.join(running.inputRoot, 'utf-16.txt'), Buffer.from('\uFEFFclip.mp4\n', 'utf16le'));
  const expected = {
    'large.txt': 'The list of inputs "large.txt" is larger than 32 MiB, the most that is read.',
    'utf-16.txt': 'The list of inputs "utf-16.txt" is not text in UTF-8; save it as UTF-8.',
  };
  for (const [inputsFile, message] of Object.entries(expected)) {
    const answer = await postBatch(url, { ...good, batchId: inputsFile, inputs: undefined, inputsFile });
    expect(answer.status).toBe(202);
    const run = await waitForRun(url, inputsFile);
    const code = 'WORKFLOW_INPUTS_FILE_UNUSABLE';
    expect(run).toMatchObject({ status: 'failed', error: { code, message } });
  }
  expect((await fetch(`${url}/readyz`)).status).toBe(200);
});

test('A list with a byte order mark is read from its first path on.', async () => {
  await writeFile(path.join(running.inputRoot, 'marked.txt'), '\uFEFFclip.mp4\r\n');
  const batch = { batchId: 'marked', outDir: 'marked', count: 1, inputsFile: 'marked.txt' };
  expect((await postBatch(url, batch)).status).toBe(202);
  expect((await waitForRun(url, 'marked')).counts).toMatchObject({ requested: 1, succeeded: 1 });
});

test('An input that leads outside the root by a link is not read, and the batch says so.', async () => {
  const outside = path.join(running.folder, 'elsewhere-in');
  await mkdir(outside);
  await makeClip(outside, 'secret.mp4');
  await symlink(path.join(outside, 'secret.mp4'), path.join(running.inputRoot, 'link.mp4'));
  await symlink(outside, path.join(running.inputRoot, 'folder'));
  const inputs = ['link.mp4', 'folder/secret.mp4'];
  const answer = await postBatch(url, { ...good, batchId: 'linked', outDir: 'linked', inputs });
  expect(answer.status).toBe(202);
  const run = await waitForRun(url, 'linked');
  expect(run.counts).toMatchObject({ requested: 2, succeeded: 0, failed: 2 });
  const errors = run.summary?.variants?.map(({ error }) => error?.message).join('\n');
  expect(errors).toContain('link.mp4" is not a regular file');
  expect(errors).toContain('folder/secret.mp4" is not under the folder that inputs may come from');
});

test('An output folder that leads outside the root by a link is not written to.', async () => {
  const outside = path.join(running.folder, 'elsewhere');
  await symlink(running.folder, path.join(running.outputRoot, 'way-out'));
  await postBatch(url, { ...good, batchId: 'way-out', outDir: 'way-out/elsewhere' });
  const run = await waitForRun(url, 'way-out');
  expect(run.counts?.succeeded ?? 0).toBe(0);
  await expect(readdir(outside)).rejects.toThrow('ENOENT');
});

test('The same batch sent again is the same run, and another one of its id is refused: 200 and 409.', async () => {
  const batch = { ...good, batchId: 'twice', outDir: 'twice' };
  const first = await postBatch(url, batch);
  const again = await postBatch(url, batch);
  expect([first.status, again.status]).toEqual([202, 200]);
  const [one, two] = [await first.json(), await again.json()] as { runId: string; isNew: boolean }[];
  expect(two).toMatchObject({ runId: one?.runId, isNew: false });
  const other = await postBatch(url, { ...batch, seed: 7 });
  expect(await problemIn(other)).toMatchObject({ status: 409, code: 'SERVICE_BATCH_ID_TAKEN' });
  expect((await waitForRun(url, 'twice')).counts).toMatchObject({ requested: 1, succeeded: 1, failed: 0 });
});

test('A file that is not a video fails with its reason, and the good one beside it is rendered.', async () => {
  await writeFile(path.join(running.inputRoot, 'broken.mp4'), 'no video at all');
  await postBatch(url, { ...good, batchId: 'mixed', outDir: 'mixed', inputs: ['broken.mp4', 'clip.mp4'] });
  const run = await waitForRun(url, 'mixed');
  expect(run.counts).toMatchObject({ requested: 2, succeeded: 1, failed: 1 });
  const failed = run.summary?.variants?.find(({ status }) => status === 'failed');
  expect(failed?.error?.message).toContain('broken.mp4');
});
