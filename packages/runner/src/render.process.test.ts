import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFfmpeg } from './capabilities/find-ffmpeg.ts';
import { openInput } from './input/open-input.ts';
import { publishFile } from './output/publish-file.ts';
import type { ScratchFile } from './output/scratch-file.ts';
import type { ProgramPaths } from './process/run-tool.ts';
import { render } from './render.ts';
import type { RenderEvent, RenderOptions, VerifyContext } from './rendering.ts';
import { exampleCommand } from './testing/example-command.ts';
import { isRunning } from './testing/is-running.ts';
import { standIn } from './testing/stand-in.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { testClip } from './testing/test-clip.ts';

interface Attempt extends Partial<RenderOptions<unknown>> {
  readonly command?: ReturnType<typeof exampleCommand>;
  /** Length of the clip, in seconds. @default 1 */
  readonly seconds?: number;
}

/** Renders the test clip into a separate folder and returns what is found afterwards. */
async function attempt(
  program: ProgramPaths | null,
  { seconds = 1, command = exampleCommand({ seconds }), ...options }: Attempt = {},
) {
  await using folder = await temporaryFolder();
  await using input = await openInput(await testClip({ seconds }), 'video');
  await using rendering = render(command, {
    ffmpeg: program ?? (await findFfmpeg()),
    inputs: [input],
    resolveFile: reference => reference,
    outputPath: join(folder.path, 'out.mp4'),
    replace: false,
    verify: async () => null,
    ...options,
  });
  const events: RenderEvent[] = [];
  const startedAt = performance.now();
  let firstFrameMs: number | null = null;
  for await (const event of rendering.events) {
    events.push(event);
    if (event.type === 'progress' && (event.frame ?? 0) > 0) firstFrameMs ??= performance.now() - startedAt;
  }
  const [outcome] = await Promise.allSettled([rendering.result]);
  const names = await readdir(folder.path);
  const content = names.includes('out.mp4') ? await readFile(join(folder.path, 'out.mp4')) : null;
  return { events, firstFrameMs, names, content, outcome };
}

type Outcome = Awaited<ReturnType<typeof attempt>>;

function expectFailure({ outcome, names }: Outcome, facts: object): void {
  expect(outcome).toMatchObject({ status: 'rejected', reason: facts });
  expect(names).toEqual([]);
}

describe('A render', () => {
  test('does not count the memory of the process that started it.', async () => {
    const ballast = Buffer.alloc(400_000_000, 1);
    // Long enough to be sampled on a machine that has much else to do.
    const { outcome } = await attempt(null, { seconds: 120 });
    if (outcome.status === 'rejected') throw outcome.reason;
    expect(outcome.value.peakMemoryBytes).toBeGreaterThan(10_000_000);
    expect(outcome.value.peakMemoryBytes).toBeLessThan(ballast.length / 2);
  });

  test('publishes the whole file, leaves no scratch behind and reports what it cost.', async () => {
    const { outcome, names, content, events } = await attempt(null, {
      verify: async path => (await stat(path)).size,
    });
    if (outcome.status === 'rejected') throw outcome.reason;
    expect(names).toEqual(['out.mp4']);
    expect(outcome.value).toMatchObject({
      bytes: content?.length,
      verification: content?.length,
      cpuSampled: false,
    });
    expect(outcome.value.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(outcome.value.renderCpuSeconds).toBeGreaterThan(0);
    const steps = events.filter(event => event.type !== 'progress').map(event => event.type);
    expect(steps).toEqual(['started', 'verifying', 'published']);
    const percents = events.flatMap(event => (event.type === 'progress' ? [event.percent] : []));
    expect(percents.at(-1)).toBe(100);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
  });

  test('gives the same bytes again, whatever the threads of decoder and filters.', async () => {
    const [one, two] = [await attempt(null), await attempt(null, { decoderThreads: 3, filterThreads: 2 })];
    expect(one.content).not.toBeNull();
    expect(two.content).toEqual(one.content);
  });

  test('does not replace an existing file unless asked to.', async () => {
    await using folder = await temporaryFolder();
    const outputPath = join(folder.path, 'there.mp4');
    await writeFile(outputPath, 'before');
    const kept = await attempt(standIn('succeeds'), { outputPath });
    expectFailure(kept, { code: 'RUNNER_OUTPUT_EXISTS', retry: { kind: 'never' } });
    expect(await readFile(outputPath, 'utf8')).toBe('before');
    await attempt(standIn('succeeds'), { outputPath, replace: true });
    expect(await readFile(outputPath, 'utf8')).toBe('media');
    expect(await readdir(folder.path)).toEqual(['there.mp4']);
  });

  test('publishes nothing that verification refuses, and passes its reason on.', async () => {
    const refusal = new Error('too dark');
    const seen = await attempt(standIn('succeeds'), { verify: () => Promise.reject(refusal) });
    expect(seen.outcome).toEqual({ status: 'rejected', reason: refusal });
    expect(seen.names).toEqual([]);
  });

  test('leaves a file that verification holds under its scratch name, until it is published or disposed of.', async () => {
    await using folder = await temporaryFolder();
    const outputPath = join(folder.path, 'out.mp4');
    const held: ScratchFile[] = [];
    const refusal = new Error('too dark');
    const holding = {
      outputPath,
      async verify(_: string, { hold }: VerifyContext) {
        held.push(hold());
        throw refusal;
      },
    };
    const seen = await attempt(standIn('succeeds'), holding);
    expect(seen.outcome).toEqual({ status: 'rejected', reason: refusal });
    const [first] = held;
    if (first === undefined) throw new Error('Nothing was held.');
    expect(await readdir(folder.path)).toContain(basename(first.path));
    await attempt(standIn('succeeds'), holding);
    await publishFile({ scratchPath: first.path, targetPath: outputPath, replace: false });
    for (const file of held) await file[Symbol.asyncDispose]();
    expect(await readdir(folder.path)).toEqual(['out.mp4']);
    expect(await readFile(outputPath, 'utf8')).toBe('media');
  });

  test('into a missing folder is refused.', async () => {
    const seen = await attempt(standIn('succeeds'), { outputPath: '/nonexistent/folder/out.mp4' });
    expectFailure(seen, { code: 'RUNNER_OUTPUT_UNWRITABLE', retry: { kind: 'never' } });
  });

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'into a folder that may not be written is refused.',
    async () => {
      await using folder = await temporaryFolder();
      await chmod(folder.path, 0o555);
      const seen = await attempt(standIn('succeeds'), { outputPath: join(folder.path, 'out.mp4') });
      expectFailure(seen, { code: 'RUNNER_OUTPUT_UNWRITABLE', retry: { kind: 'never' } });
    },
  );

  test('with a missing executable says so.', async () => {
    expectFailure(await attempt({ path: '/nonexistent/ffmpeg', probePath: '' }), {
      code: 'RUNNER_FFMPEG_MISSING',
      retry: { kind: 'never' },
    });
  });

  test('with an option that ffmpeg does not know is our mistake.', async () => {
    const seen = await attempt(null, { command: exampleCommand({ encoder: ['-c:v', 'nosuchencoder'] }) });
    expectFailure(seen, { code: 'RUNNER_COMMAND_INVALID', retry: { kind: 'never' } });
  });

  test('that reaches its size limit publishes nothing, though ffmpeg calls it a success.', async () => {
    const command = exampleCommand({ encoder: ['-c:v', 'rawvideo'], muxer: 'matroska' });
    const seen = await attempt(null, { command, maxBytes: 50_000 });
    expectFailure(seen, { code: 'RUNNER_OUTPUT_TOO_LARGE', retry: { kind: 'never' } });
  });
});

describe('A misbehaving ffmpeg', () => {
  test.each([
    ['is-killed', 'RUNNER_OUT_OF_MEMORY', { kind: 'more-memory', atMost: 2 }],
    ['crashes', 'RUNNER_CRASHED', { kind: 'now', atMost: 1 }],
    ['truncates', 'RUNNER_OUTPUT_INCOMPLETE', { kind: 'now', atMost: 1 }],
    ['writes-nothing', 'RUNNER_OUTPUT_INCOMPLETE', { kind: 'now', atMost: 1 }],
    ['says-no-space', 'RUNNER_NO_SPACE', { kind: 'when-space' }],
    ['floods-stderr', 'RUNNER_NO_SPACE', { kind: 'when-space' }],
    ['eats-memory', 'RUNNER_OUT_OF_MEMORY', { kind: 'more-memory', atMost: 2 }],
  ])('that %s is %s.', async (name, code, retry) => {
    const seen = await attempt(standIn(name));
    expectFailure(seen, { code, retry });
    const reason = seen.outcome.status === 'rejected' ? seen.outcome.reason : null;
    expect(Buffer.byteLength(reason.stderrTail)).toBeLessThanOrEqual(32 * 1024);
    expect(reason.argv[0]).toBe(standIn(name).path);
    expect(reason.durationSeconds).toBeGreaterThan(0);
  });

  test('that floods standard error without line ends is read to its end.', async () => {
    const seen = await attempt(standIn('floods-one-line'));
    expect(seen.names).toEqual(['out.mp4']);
  });

  test('that floods its reports is read to its end, whether or not its events are consumed.', async () => {
    const seen = await attempt(standIn('floods-progress'));
    expect(seen.names).toEqual(['out.mp4']);
  });

  test('that reports nonsense never makes progress leave 0 to 100 or go back.', async () => {
    const seen = await attempt(standIn('misreports-progress'));
    expect(seen.names).toEqual(['out.mp4']);
    for (const event of seen.events) {
      if (event.type !== 'progress') continue;
      expect(event.percent).toBeGreaterThanOrEqual(0);
      expect(event.percent).toBeLessThanOrEqual(100);
    }
  });

  test.each(['hangs', 'repeats-progress'])('that %s is stopped for its stall.', async name => {
    const seen = await attempt(standIn(name), { stallMs: 400 });
    expectFailure(seen, { code: 'RUNNER_STALLED', retry: { kind: 'now', atMost: 1 } });
  });

  test.each(['never-begins', 'spins'])(
    'that %s is stopped for its stall, and as not a frame came out, not worth another try.',
    async name => {
      const seen = await attempt(standIn(name), { stallMs: 600 });
      expectFailure(seen, {
        code: 'RUNNER_STALLED',
        retry: { kind: 'never' },
        message: expect.stringMatching(/^Not one frame came out of ffmpeg in \d+(\.\d)? s: most likely/),
      });
    },
  );

  test('that hangs is stopped at its wall-clock limit.', async () => {
    const seen = await attempt(standIn('hangs'), { timeoutMs: 400 });
    expectFailure(seen, { code: 'RUNNER_TIMED_OUT', retry: { kind: 'now', atMost: 1 } });
  });

  test('that ignores SIGTERM is killed two seconds later, with all that it started.', async () => {
    const startedAt = performance.now();
    const seen = await attempt(standIn('ignores-sigterm'), { timeoutMs: 300 });
    expectFailure(seen, { code: 'RUNNER_TIMED_OUT' });
    const started = seen.events.find(event => event.type === 'started');
    expect(await isRunning(started?.pid ?? 0)).toBe(false);
    expect(performance.now() - startedAt).toBeGreaterThan(2000);
  });

  test('that leaves a descendant behind does not leave it running.', async () => {
    const seen = await attempt(standIn('leaves-descendants'));
    expect(seen.names).toEqual(['out.mp4']);
    const descendant = Number(seen.content?.toString());
    expect(descendant).toBeGreaterThan(1);
    await expect.poll(() => isRunning(descendant)).toBe(false);
  });

  test.skipIf(process.platform !== 'linux')(
    'whose descendant escapes into another session does not delay us by holding its pipes.',
    async () => {
      const startedAt = performance.now();
      const seen = await attempt(standIn('lets-descendant-escape'));
      expect(seen.names).toEqual(['out.mp4']);
      expect(performance.now() - startedAt).toBeLessThan(
        15_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1),
      );
    },
  );
});

describe('A graph of the real ffmpeg', () => {
  test('that computes for ever without a frame costs the stall limit once.', async () => {
    // All frames of the second input have the time 0, so the overlay asks it for the next one again and again.
    const still = [
      { name: 'color', options: { size: '64x64', rate: '25' } },
      { name: 'trim', options: { end_frame: 1 } },
      { name: 'loop', options: { loop: -1, size: 1 } },
      { name: 'setpts', options: { expr: '0' } },
      { name: 'fps', options: { fps: '25' } },
    ];
    const chains = [
      { inputs: [], filters: still, outputs: ['still'] },
      { inputs: ['0:V:0', 'still'], filters: [{ name: 'overlay', options: {} }], outputs: ['vout'] },
    ];
    const seen = await attempt(null, { command: exampleCommand({ chains }), stallMs: 1000 });
    expectFailure(seen, { code: 'RUNNER_STALLED', retry: { kind: 'never' } });
    const { durationSeconds } = seen.outcome.status === 'rejected' ? seen.outcome.reason : {};
    // Its start, the stall limit, and the two seconds until it is killed.
    expect(durationSeconds).toBeLessThan(10);
  });

  test.runIf(process.platform === 'linux')(
    'that turns a whole video round is left alone, however long nothing comes out.',
    async () => {
      const filters = [
        { name: 'scale', options: { w: 1280, h: 960 } },
        { name: 'gblur', options: { sigma: 20, steps: 6 } },
        { name: 'scale', options: { w: 160, h: 120 } },
        { name: 'reverse', options: {} },
      ];
      const command = exampleCommand({
        chains: [{ inputs: ['0:V:0'], filters, outputs: ['vout'] }],
        seconds: 8,
      });
      const stallMs = 800;
      const { outcome, firstFrameMs } = await attempt(null, { seconds: 8, command, stallMs });
      expect(outcome.status).toBe('fulfilled');
      expect(firstFrameMs).toBeGreaterThan(stallMs);
    },
  );
});

describe('A cancelled render', () => {
  test('ends with the reason of the signal and leaves nothing.', async () => {
    const controller = new AbortController();
    const reason = new Error('enough');
    setTimeout(() => controller.abort(reason), 200);
    const seen = await attempt(standIn('hangs'), { signal: controller.signal });
    expectFailure(seen, { code: 'RUNNER_CANCELLED', retry: { kind: 'never' }, cause: reason });
  });

  test('that was cancelled before it began never starts a process.', async () => {
    const seen = await attempt(standIn('succeeds'), { signal: AbortSignal.abort() });
    expectFailure(seen, { code: 'RUNNER_CANCELLED' });
    expect(seen.events).toEqual([]);
  });

  test('during verification publishes nothing, even if verification then succeeds.', async () => {
    const controller = new AbortController();
    const verify = async () => controller.abort();
    expectFailure(await attempt(standIn('succeeds'), { signal: controller.signal, verify }), {
      code: 'RUNNER_CANCELLED',
    });
  });

  test('that goes out of scope ends its process before the scope does.', async () => {
    await using folder = await temporaryFolder();
    await using input = await openInput(await testClip(), 'video');
    let pid = 0;
    {
      await using rendering = render(exampleCommand(), {
        ffmpeg: standIn('hangs'),
        inputs: [input],
        resolveFile: reference => reference,
        outputPath: join(folder.path, 'out.mp4'),
        replace: false,
        verify: async () => null,
      });
      for await (const event of rendering.events) {
        if (event.type !== 'started') continue;
        pid = event.pid;
        break;
      }
    }
    expect(pid).toBeGreaterThan(0);
    expect(await isRunning(pid)).toBe(false);
    expect(await readdir(folder.path)).toEqual([]);
  });
});
