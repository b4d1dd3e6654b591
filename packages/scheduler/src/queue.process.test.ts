import { execFile } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { TaskContext } from './queue/task.ts';
import { createQueue } from './queue.ts';
import { IndependentWatch, runProgram } from './simulation/real-processes.ts';

const allocator = fileURLToPath(new URL('../../../test-fixtures/allocator/allocator.mjs', import.meta.url));
const index = new URL('./index.ts', import.meta.url).href;

const slots = 6;

/** A real program, and what its owner believes it takes. */
interface Program {
  readonly command: readonly [string, ...string[]];
  readonly estimateBytes: number;
}

/** Node itself takes about 50 MB; the estimates are off by −15 to +15 %. */
const allocators: readonly Program[] = (
  [
    ['step', 150, 0.9],
    ['ramp', 100, 1.15],
    ['sawtooth', 130, 0.85],
    ['step', 120, 1],
    ['ramp', 160, 0.9],
    ['sawtooth', 80, 1.1],
    ['step', 90, 0.85],
    ['ramp', 140, 1],
  ] as const
).map(([shape, megabytes, error]) => ({
  command: [process.execPath, '--expose-gc', allocator, shape, String(megabytes), '2.2'],
  estimateBytes: (megabytes + 50) * 1e6 * error,
}));

const encodes: readonly Program[] = [60, 30, 45, 60, 30, 75].map(frames => ({
  command: [
    'ffmpeg',
    '-v',
    'error',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=size=1280x720:rate=30',
    '-frames:v',
    String(frames),
  ].concat(['-c:v', 'libx264', '-preset', 'veryfast', '-threads', '1', '-f', 'null', '-']) as [
    string,
    ...string[],
  ],
  estimateBytes: (56 + 10 + 0.92 * 74) * 1e6,
}));

async function throughTheQueue(programs: readonly Program[], budgetBytes: number) {
  await using watch = new IndependentWatch();
  await using queue = createQueue({ budgetBytes, slots, signals: [] });
  const run = (program: Program) => (context: TaskContext) => {
    const track = (pid: number): void => {
      watch.add(pid);
      context.track(pid);
    };
    return runProgram(program.command, { signal: context.signal, track });
  };
  const handles = programs.map(program => queue.add(run(program), { estimateBytes: program.estimateBytes }));
  const ends = await Promise.all(handles.map(handle => handle.result));
  return { ends, peakShare: watch.peakBytes / budgetBytes, measured: queue.status.peakUsedBytes };
}

/** The obvious policy: while a slot is free and less than 80 % of the budget is measured, start the next. */
async function naively(programs: readonly Program[], budgetBytes: number) {
  await using watch = new IndependentWatch();
  const { signal } = new AbortController();
  const line = [...programs];
  const running = new Set<Promise<unknown>>();
  while (line.length > 0 || running.size > 0) {
    while (line.length > 0 && running.size < slots && watch.nowBytes < 0.8 * budgetBytes) {
      const { command } = line.shift() as Program;
      const run = runProgram(command, { signal, track: pid => watch.add(pid) }).finally(() =>
        running.delete(run),
      );
      running.add(run);
    }
    await sleep(50);
  }
  return { peakShare: watch.peakBytes / budgetBytes };
}

describe.skipIf(process.platform !== 'linux')('under a small budget', () => {
  describe.each([
    {
      what: 'programs that take memory by step, ramp and sawtooth',
      programs: allocators,
      budgetBytes: 500e6,
    },
    { what: 'real encodes', programs: encodes, budgetBytes: 380e6 },
  ])('$what', ({ programs, budgetBytes }) => {
    test('together never take more than 1.05 of it, and all of them end well.', async () => {
      const { ends, peakShare, measured } = await throughTheQueue(programs, budgetBytes);
      expect(ends).toEqual(programs.map(() => ({ code: 0, signalName: null })));
      expect(peakShare).toBeLessThanOrEqual(1.05);
      expect(peakShare).toBeGreaterThan(0.3);
      expect(measured).toBeGreaterThan(0.3 * budgetBytes);
    });

    test('take far more of it when started by the obvious policy.', async () => {
      const { peakShare } = await naively(programs, budgetBytes);
      expect(peakShare).toBeGreaterThan(1.15);
    });
  });
});

test.each([
  ['that was never used', ''],
  ['that has done its work', 'await queue.add(() => 1, { estimateBytes: 1 }).result;'],
  ['that is paused with work waiting', 'queue.pause(); queue.add(() => 1, { estimateBytes: 1 });'],
])('a queue %s does not keep Node alive.', async (_, use) => {
  const script = `import { createQueue } from ${JSON.stringify(index)};
    const queue = createQueue();
    ${use}
    console.log('done');`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('done\n');
});

test('a queue whose task runs keeps Node alive until the task has ended.', async () => {
  const script = `import { createQueue } from ${JSON.stringify(index)};
    const queue = createQueue({ budgetBytes: 1e9, signals: [] });
    let open = true;
    const signals = [{ name: 'late', read: async () => ({ start: open ? 'no' : 'freely', evict: false, detail: '' }) }];
    const held = createQueue({ budgetBytes: 1e9, signals });
    setTimeout(() => { open = false; }, 300).unref();
    held.add(() => console.log('ran'), { estimateBytes: 1 });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  expect(stdout).toBe('ran\n');
});
