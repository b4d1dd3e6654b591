import { realpathSync } from 'node:fs';
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFfmpeg, inputArguments, openInput, runTool } from '@variegate/runner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rootFolder } from '../provision/workspace.mjs';
import { skipConditions } from '../testing/skip-conditions.ts';
import type { HostileInputs } from './hostile-input.ts';
import { makeHostileInputs } from './make-hostile-inputs.ts';
import { type Trace, trace } from './trace.ts';

let root: string;
let hostile: HostileInputs;

beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'variegate-hostile-')));
  hostile = await makeHostileInputs(root);
});

afterAll(() => rm(root, { recursive: true, force: true }));

/** What the scripts print of an input; each prints a part of it. */
interface Line {
  readonly source: string;
  readonly status: string;
  readonly error: { readonly code: string; readonly retry: { readonly kind: string } } | null;
}

/** Runs a script beside this file over all hostile inputs, traced; what it prints, and what it did. */
async function overEach(
  script: URL,
  ...words: readonly string[]
): Promise<Trace & { readonly lines: readonly Line[] }> {
  const names = hostile.inputs.map(({ argument }) => argument);
  const traced = await trace(hostile.folder, [process.execPath, fileURLToPath(script), ...words, ...names]);
  return {
    ...traced,
    lines: traced.stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line)),
  };
}

/** Where programs, libraries and the system's own answers lie. */
const ofTheSystem = [
  ...[resolve(rootFolder), realpathSync(join(rootFolder, 'node_modules'))],
  ...[dirname(dirname(process.execPath)), '/usr', '/opt', '/lib', '/lib64', '/proc', '/sys'],
  ...[
    '/dev/fd',
    '/dev/null',
    '/dev/urandom',
    '/etc/ld.so.cache',
    '/etc/ssl',
    '/etc/gcrypt',
    '/etc/machine-id',
    '/etc/localtime',
  ],
];

/** What was opened outside the system and the given folders. */
function strayed({ opened }: Trace, folders: readonly string[]): readonly string[] {
  const allowed = [...ofTheSystem, hostile.folder, ...folders];
  return opened.filter(path => !allowed.some(place => path === place || path.startsWith(`${place}/`)));
}

describe.skipIf(skipConditions['no-strace']())('Of all hostile inputs', () => {
  test('each is refused by probe for the right reason, or read alone, and none has anything else opened or called.', async () => {
    const traced = await overEach(new URL('./probe-each.ts', import.meta.url));
    expect(traced.lines).toEqual(
      hostile.inputs.map(({ argument, refusal, limit = null, maySayMaxPixels = false }) =>
        maySayMaxPixels
          ? expect.toBeOneOf([
              { argument, refusal, limit },
              { argument, refusal: 'limit', limit: 'maxPixels' },
            ])
          : { argument, refusal, limit },
      ),
    );
    expect(strayed(traced, [])).toEqual([]);
    expect(traced.network).toEqual([]);
  });

  test('each is refused as a source of variants, or its variant is made of it alone.', async () => {
    const [out, cache] = [join(root, 'out'), join(root, 'cache')];
    const traced = await overEach(new URL('./variants-of-each.ts', import.meta.url), out, cache);
    // A folder is searched for videos, and has none.
    const named = hostile.inputs.filter(({ refusal }) => refusal !== 'directory');
    expect(traced.lines.map(({ source, status }) => ({ source, status }))).toEqual(
      named.map(({ argument, refusal }) => ({
        source: resolve(hostile.folder, argument),
        status: refusal === null ? 'succeeded' : 'failed',
      })),
    );
    const codes = new Set(traced.lines.flatMap(({ error }) => (error === null ? [] : [error.code])));
    expect(codes).toEqual(new Set(['INSPECT_MEDIA_UNUSABLE', 'RUNNER_INPUT_UNUSABLE']));
    const retries = new Set(traced.lines.flatMap(({ error }) => (error === null ? [] : [error.retry.kind])));
    expect(retries).toEqual(new Set(['never']));
    expect(strayed(traced, [out, cache])).toEqual([]);
    expect(traced.network).toEqual([]);
    const videos = (await readdir(out)).filter(name => name.endsWith('.mp4'));
    expect(videos).toHaveLength(named.filter(({ refusal }) => refusal === null).length);
    // Nothing that stands in a name was run.
    expect(await readdir(hostile.folder)).not.toContain('ran');
  });

  test('the playlist does lead an ffmpeg without protection to the film of somebody else, and the tracer sees it.', async () => {
    const { path } = await findFfmpeg();
    const unprotected = [path, '-v', 'quiet', '-f', 'hls', '-i', 'playlist.mp4', '-f', 'null', '-'];
    const traced = await trace(hostile.folder, unprotected);
    expect(strayed(traced, [])).toContain(hostile.secret);
  });
});

test('A huge picture is refused as an asset too, and takes no memory.', async () => {
  await using input = await openInput(join(hostile.folder, 'huge.png'), 'image');
  const { failure, peakMemoryBytes } = await runTool({
    program: 'ffmpeg',
    ffmpeg: await findFfmpeg(),
    arguments: [...inputArguments('image'), '-i', input.ffmpegUrl, '-f', 'null', '-'],
    inputs: [input],
    timeoutMs: 300_000,
  });
  expect(failure).toMatchObject({ code: 'RUNNER_INPUT_REFUSED', retry: { kind: 'never' } });
  expect(peakMemoryBytes).toBeLessThan(200_000_000);
});
