import { describe, expect, test } from 'vitest';
import { OptionInvalidError, QueueClosedError, TaskEvictedError, TaskTooLargeError } from './errors.ts';
import { policy } from './policy.ts';
import type { QueueEvents } from './queue/events.ts';
import type { QueueOptions } from './queue/queue-options.ts';
import type { Queue } from './queue/task.ts';
import { createQueue } from './queue.ts';
import type { TreeUse } from './sampling/sampler.ts';
import type { LoadReading, LoadSignal } from './signals/load-signal.ts';
import { handRunTask } from './simulation/hand-run-task.ts';
import { SimulatedClock } from './simulation/simulated-clock.ts';

const outOfMemory = (peakMemoryBytes?: number): Error =>
  Object.assign(new Error('Cannot allocate memory'), { retry: { kind: 'more-memory' }, peakMemoryBytes });

/** A queue on a simulated clock, whose processes take what the test says. */
function harness(options: Partial<QueueOptions> = {}) {
  const clock = new SimulatedClock();
  const memory = new Map<number, number>();
  const sampler = {
    intervalMs: 250,
    youngIntervalMs: 100,
    sample: async (pids: readonly number[]) =>
      new Map(
        pids.map((pid): [number, TreeUse] => [pid, { memoryBytes: memory.get(pid) ?? 0, cpuSeconds: 1 }]),
      ),
  };
  const queue = createQueue({ budgetBytes: 1_000, slots: 4, signals: [], clock, sampler, ...options });
  const events: string[] = [];
  const names: readonly (keyof QueueEvents)[] = [
    'task:start',
    'task:evict',
    'task:requeue',
    'task:end',
    'queue:idle',
  ];
  for (const name of names) {
    queue.on(name, event => events.push(`${name}${'id' in event ? ` ${event.id}` : ''}`));
  }
  /** Lets things happen for that long. */
  const pass = (ms: number): Promise<void> => clock.run(clock.now() + ms);
  return { queue, clock, memory, events, pass };
}

const running = (queue: Queue): number => queue.status.running;

describe('a queue', () => {
  test('runs what it is given and hands back the values.', async () => {
    const { queue, pass } = harness();
    const handles = [1, 2, 3].map(value => queue.add(async () => value * 2, { estimateBytes: 1 }));
    await pass(0);
    expect(await Promise.all(handles.map(handle => handle.result))).toEqual([2, 4, 6]);
    expect(queue.status).toMatchObject({ running: 0, queued: 0, reservedBytes: 0 });
  });

  test('sorts what is added in one go before its first start.', async () => {
    const { queue, events, pass } = harness({ slots: 1 });
    for (const expectedSeconds of [1, 9, 5]) queue.add(() => {}, { estimateBytes: 1, expectedSeconds });
    await pass(0);
    expect(events.filter(event => event.startsWith('task:start'))).toEqual([
      'task:start 2',
      'task:start 3',
      'task:start 1',
    ]);
  });

  test('sets aside the estimate and a fifth, and starts no more than fit.', async () => {
    const { queue, pass } = harness();
    for (let i = 0; i < 3; i += 1) queue.add(handRunTask().task, { estimateBytes: 400 });
    await pass(0);
    expect(queue.status).toMatchObject({ running: 2, queued: 1, reservedBytes: 960, reason: 'memory-full' });
  });

  test('starts the next task once a steady peak frees room.', async () => {
    const { queue, memory, pass } = harness();
    const large = handRunTask();
    queue.add(large.task, { estimateBytes: 700 });
    queue.add(handRunTask().task, { estimateBytes: 500 });
    await pass(0);
    large.contexts[0]?.track(1);
    memory.set(1, 300);
    await pass(policy.steadyMs - 100);
    expect(running(queue)).toBe(1);
    await pass(500);
    expect(running(queue)).toBe(2);
    expect(queue.status.reservedBytes).toBeCloseTo(330 + 600);
  });

  test('lets small tasks past a large one for two minutes, then holds room for it.', async () => {
    const { queue, clock, pass, events } = harness({ slots: 2 });
    const lasting = (ms: number) => (): Promise<void> =>
      new Promise(resolve => clock.schedule(ms, () => resolve()));
    const add = (estimateBytes: number, expectedSeconds: number): void => {
      queue.add(lasting(expectedSeconds * 1_000), { estimateBytes, expectedSeconds });
    };
    // Two that end at different times, and many to follow: one of them always runs.
    add(200, 10);
    add(200, 20);
    await pass(0);
    add(700, 29);
    for (let i = 0; i < 40; i += 1) add(200, 20);
    await pass(policy.backfillMs - 1);
    expect(events).not.toContain('task:start 3');
    expect(events).toContain('task:start 12');
    await pass(20_001);
    expect(events).toContain('task:start 3');
  });

  test('has no timer set before its first task, after its last, and while it is paused with nothing running.', async () => {
    const { queue, clock, pass } = harness();
    expect(clock.pending).toBe(0);
    const { task, succeed } = handRunTask();
    queue.add(task, { estimateBytes: 1 });
    await pass(0);
    expect(clock.pending).toBe(1);
    succeed();
    await pass(0);
    expect(clock.pending).toBe(0);
    queue.pause();
    queue.add(() => {}, { estimateBytes: 1 });
    await pass(0);
    expect(clock.pending).toBe(0);
  });

  test('reports what happens as events, in order.', async () => {
    const { queue, events, pass } = harness({ slots: 1 });
    queue.add(() => 1, { estimateBytes: 1 });
    queue.add(() => Promise.reject(new Error('no')), { estimateBytes: 1 });
    await pass(0);
    expect(events).toEqual(['task:start 1', 'task:end 1', 'task:start 2', 'task:end 2', 'queue:idle']);
  });

  test('lets one task be listened to alone.', async () => {
    const { queue, pass } = harness();
    queue.add(() => 1, { estimateBytes: 1 });
    const handle = queue.add(() => 1, { estimateBytes: 1 });
    const heard: number[] = [];
    handle.on('task:end', ({ id }) => heard.push(id));
    await pass(0);
    expect(heard).toEqual([handle.id]);
    expect(handle.state).toBe('succeeded');
  });

  test('passes a failure on and never starts the task again.', async () => {
    const { queue, pass } = harness();
    const { task, contexts, fail } = handRunTask();
    const { result } = queue.add(task, { estimateBytes: 1 });
    await pass(0);
    fail(Object.assign(new Error('broken'), { retry: { kind: 'now' } }));
    await expect(result).rejects.toThrow('broken');
    await pass(60_000);
    expect(contexts).toHaveLength(1);
  });

  test('caps a task that wants more cores than there are.', async () => {
    const { queue, pass } = harness({ slots: 2 });
    queue.add(handRunTask().task, { estimateBytes: 1, threads: 16 });
    queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(0);
    expect(queue.status).toMatchObject({ running: 1, queued: 1, reason: 'slots-full' });
  });

  test('starts a task that is alone however large its estimate.', async () => {
    const { queue, pass } = harness();
    queue.add(handRunTask().task, { estimateBytes: 5_000 });
    queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(0);
    expect(running(queue)).toBe(1);
  });

  test('remembers the most its tasks took together.', async () => {
    const { queue, memory, pass } = harness();
    for (const pid of [1, 2]) {
      const { task, contexts } = handRunTask();
      queue.add(task, { estimateBytes: 100 });
      await pass(0);
      contexts[0]?.track(pid);
      memory.set(pid, pid * 100);
    }
    await pass(200);
    memory.clear();
    await pass(200);
    expect(queue.status).toMatchObject({ usedBytes: 0, peakUsedBytes: 300 });
  });

  test.each([
    [{ slots: 0 }, 'slots'],
    [{ budgetBytes: -1 }, 'budgetBytes'],
  ])('refuses the options %j by name.', (options, option) => {
    expect(() => createQueue(options)).toThrow(
      expect.objectContaining({ code: 'SCHEDULER_OPTION_INVALID', option }),
    );
  });

  test('refuses a task without an estimate.', () => {
    const { queue } = harness();
    expect(() => queue.add(() => 1, { estimateBytes: 0 })).toThrow(OptionInvalidError);
  });
});

describe('when memory ends a task, the queue', () => {
  test('starts it again with half as much again, the third time alone, and then refuses it.', async () => {
    const { queue, pass } = harness();
    const companion = handRunTask();
    const { task, contexts, fail } = handRunTask();
    const reserved: number[] = [];
    queue.on('task:start', ({ id, reservedBytes }) => id === 2 && reserved.push(reservedBytes));
    queue.add(companion.task, { estimateBytes: 100, expectedSeconds: 9 });
    const { result } = queue.add(task, { estimateBytes: 200 });
    await pass(0);
    fail(outOfMemory(400));
    await pass(0);
    fail(outOfMemory());
    await pass(0);
    expect(contexts).toHaveLength(2);
    companion.succeed();
    await pass(0);
    expect(contexts).toHaveLength(3);
    fail(outOfMemory(1_200));
    await expect(result).rejects.toSatisfy(
      error => error instanceof TaskTooLargeError && error.neededBytes === 1_200 && error.starts === 3,
    );
    expect(reserved).toEqual([240, 600, 1_000]);
  });

  test('refuses it at once if nothing ran beside it, and says how much it needed.', async () => {
    const { queue, pass } = harness();
    const { task, fail } = handRunTask();
    const { result } = queue.add(task, { estimateBytes: 200 });
    await pass(0);
    fail(outOfMemory(2_000_000_000));
    await expect(result).rejects.toMatchObject({
      code: 'SCHEDULER_TASK_TOO_LARGE',
      budgetBytes: 1_000,
      starts: 1,
    });
    await expect(result).rejects.toThrow('2000 MB');
  });

  test('lets nothing else in during its last start, however little it takes.', async () => {
    const { queue, memory, pass } = harness();
    const companion = handRunTask();
    const { task, contexts, fail } = handRunTask();
    queue.add(companion.task, { estimateBytes: 100, expectedSeconds: 9 });
    queue.add(task, { estimateBytes: 100, expectedSeconds: 8 });
    await pass(0);
    for (let death = 0; death < 2; death += 1) {
      fail(outOfMemory());
      await pass(0);
    }
    companion.succeed();
    await pass(0);
    expect(contexts).toHaveLength(3);
    contexts[2]?.track(7);
    memory.set(7, 10);
    queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(60_000);
    expect(running(queue)).toBe(1);
  });
});

describe('when the tasks take more than the budget, the queue', () => {
  async function overfull() {
    const on = harness();
    const tasks = [1, 2].map(pid => ({ pid, hand: handRunTask() }));
    for (const { pid, hand } of tasks) {
      on.queue.add(hand.task, { estimateBytes: 300, expectedSeconds: 9 - pid });
      await on.pass(1);
      hand.contexts[0]?.track(pid);
      on.memory.set(pid, 600);
    }
    const [older, younger] = tasks.map(({ hand }) => hand);
    if (!older || !younger) throw new Error('two tasks were added');
    return { ...on, older, younger };
  }

  test('stops the youngest with a reason, and starts it again when there is room.', async () => {
    const { events, pass, younger, older, memory } = await overfull();
    await pass(150);
    expect(younger.contexts[0]?.signal.reason).toBeInstanceOf(TaskEvictedError);
    expect(older.contexts[0]?.signal.aborted).toBe(false);
    expect(events.slice(-2)).toEqual(['task:evict 2', 'task:requeue 2']);
    memory.delete(1);
    older.succeed();
    await pass(0);
    expect(younger.contexts).toHaveLength(2);
    expect(younger.contexts[1]?.attempt).toBe(2);
  });

  test('keeps the value of a task that ended well before it noticed.', async () => {
    const { queue, pass, memory } = harness();
    const stubborn = Promise.withResolvers<string>();
    const older = handRunTask();
    queue.add(older.task, { estimateBytes: 300, expectedSeconds: 9 });
    await pass(1);
    older.contexts[0]?.track(1);
    const { result } = queue.add(
      ({ track }) => {
        track(2);
        return stubborn.promise;
      },
      { estimateBytes: 300 },
    );
    memory.set(1, 600).set(2, 600);
    await pass(200);
    stubborn.resolve('done');
    expect(await result).toBe('done');
  });

  test('never stops the last one running.', async () => {
    const { events, memory, pass, younger } = await overfull();
    memory.set(1, 5_000);
    await pass(60_000);
    expect(events.filter(event => event.startsWith('task:evict'))).toHaveLength(1);
    expect(younger.contexts).toHaveLength(1);
  });
});

describe('load signals', () => {
  const signal = (reading: LoadReading): LoadSignal & { reading: LoadReading } => ({
    name: 'test',
    reading,
    async read() {
      return this.reading;
    },
  });
  const freely: LoadReading = { start: 'freely', evict: false, detail: '' };

  test('that say no hold everything until they say otherwise.', async () => {
    const load = signal({ ...freely, start: 'no' });
    const { queue, pass } = harness({ signals: [load] });
    queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(10_000);
    expect(queue.status).toMatchObject({ running: 0, queued: 1, reason: 'load' });
    load.reading = freely;
    await pass(policy.readingMs);
    expect(running(queue)).toBe(1);
  });

  test('that are busy let one task run at a time; the strictest signal counts.', async () => {
    const { queue, pass } = harness({ signals: [signal(freely), signal({ ...freely, start: 'if-idle' })] });
    for (let i = 0; i < 3; i += 1) queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(10_000);
    expect(running(queue)).toBe(1);
  });

  test('that ask for it have the youngest stopped, no more than one every two seconds, down to the last.', async () => {
    const load = signal(freely);
    const { queue, events, pass } = harness({ signals: [load] });
    for (let i = 0; i < 3; i += 1) queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(10);
    load.reading = { start: 'if-idle', evict: true, detail: 'full' };
    await pass(3_500);
    expect(events.filter(event => event.startsWith('task:evict'))).toEqual(['task:evict 3']);
    await pass(60_000);
    expect(events.filter(event => event.startsWith('task:evict'))).toEqual(['task:evict 3', 'task:evict 2']);
    expect(running(queue)).toBe(1);
  });

  test('never have a task stopped twice, so that the losses are bounded.', async () => {
    const load = signal({ start: 'freely', evict: true, detail: 'full' });
    const { queue, events, pass } = harness({ signals: [load] });
    for (let i = 0; i < 2; i += 1) queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(60_000);
    expect(events.filter(event => event.startsWith('task:evict'))).toEqual(['task:evict 2', 'task:evict 1']);
    expect(running(queue)).toBe(2);
  });

  test('that cannot be read let one task run at a time, and the event says why.', async () => {
    const broken: LoadSignal = { name: 'broken', read: () => Promise.reject(new Error('no such sensor')) };
    const { queue, pass } = harness({ signals: [broken] });
    const details: string[] = [];
    queue.on('queue:signal', ({ detail }) => details.push(detail));
    for (let i = 0; i < 2; i += 1) queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(1_000);
    expect(running(queue)).toBe(1);
    expect(details).toEqual(['cannot be read: no such sensor']);
  });
});

describe('cancelling', () => {
  test("a waiting task removes it from the queue with its signal's reason.", async () => {
    const { queue, pass } = harness({ slots: 1 });
    const controller = new AbortController();
    queue.add(handRunTask().task, { estimateBytes: 1 });
    const { result } = queue.add(() => 1, { estimateBytes: 1, signal: controller.signal });
    await pass(0);
    controller.abort(new Error('changed my mind'));
    await expect(result).rejects.toThrow('changed my mind');
    expect(queue.status.queued).toBe(0);
  });

  test('a running task fires its signal; what it has set aside is set free only when it has ended.', async () => {
    const { queue, pass } = harness();
    const controller = new AbortController();
    const ends = Promise.withResolvers<void>();
    const handle = queue.add(() => ends.promise, { estimateBytes: 100, signal: controller.signal });
    await pass(0);
    controller.abort(new Error('enough'));
    await pass(10_000);
    expect(queue.status.reservedBytes).toBe(120);
    ends.reject(new Error('interrupted'));
    await expect(handle.result).rejects.toThrow('enough');
    expect(handle.state).toBe('cancelled');
    await pass(0);
    expect(queue.status.reservedBytes).toBe(0);
  });

  test('a task in its start event keeps its function from being called.', async () => {
    const { queue, pass } = harness();
    const controller = new AbortController();
    const { task, contexts } = handRunTask();
    queue.on('task:start', () => controller.abort(new Error('not after all')));
    const { result } = queue.add(task, { estimateBytes: 1, signal: controller.signal });
    await pass(0);
    await expect(result).rejects.toThrow('not after all');
    expect(contexts).toHaveLength(0);
  });

  test('a task whose signal has fired already is never started.', async () => {
    const { queue, events, pass } = harness();
    const { result } = queue.add(() => 1, {
      estimateBytes: 1,
      signal: AbortSignal.abort(new Error('too late')),
    });
    await expect(result).rejects.toThrow('too late');
    await pass(0);
    expect(events).toEqual(['task:end 1']);
  });
});

describe('pausing, draining and closing', () => {
  test('a paused queue starts nothing and lets running tasks continue, until it is resumed.', async () => {
    const { queue, pass } = harness();
    const first = handRunTask();
    queue.add(first.task, { estimateBytes: 1 });
    await pass(0);
    queue.pause();
    queue.add(handRunTask().task, { estimateBytes: 1 });
    await pass(10_000);
    expect(queue.status).toMatchObject({ running: 1, queued: 1, reason: 'paused' });
    first.succeed();
    await pass(10_000);
    expect(running(queue)).toBe(0);
    queue.resume();
    await pass(0);
    expect(running(queue)).toBe(1);
  });

  test('draining waits for all that runs and waits, and takes nothing away.', async () => {
    const { queue, pass } = harness({ slots: 1 });
    const order: string[] = [];
    queue.add(() => void order.push('first'), { estimateBytes: 1 });
    queue.add(() => void order.push('second'), { estimateBytes: 1 });
    const drained = queue.drain().then(() => order.push('drained'));
    await pass(0);
    await drained;
    expect(order).toEqual(['first', 'second', 'drained']);
    await queue.drain();
  });

  test('closing aborts what runs, cancels what waits, and takes no more.', async () => {
    const { queue, pass } = harness({ slots: 1 });
    const { task, contexts } = handRunTask();
    const results = [task, () => 1].map(
      each => queue.add<unknown>(each, { estimateBytes: 1, expectedSeconds: each === task ? 1 : 0 }).result,
    );
    await pass(0);
    await queue.close();
    expect(contexts[0]?.signal.reason).toBeInstanceOf(QueueClosedError);
    for (const result of results) await expect(result).rejects.toBeInstanceOf(QueueClosedError);
    expect(() => queue.add(() => 1, { estimateBytes: 1 })).toThrow(QueueClosedError);
  });

  test('closing can let what runs finish, and be made stricter afterwards.', async () => {
    const { queue, pass } = harness({ slots: 1 });
    const { task, contexts } = handRunTask();
    queue.add(task, { estimateBytes: 1, expectedSeconds: 1 });
    const waiting = queue.add(() => 1, { estimateBytes: 1 });
    await pass(0);
    const gently = queue.close({ running: 'finish' });
    await expect(waiting.result).rejects.toBeInstanceOf(QueueClosedError);
    expect(contexts[0]?.signal.aborted).toBe(false);
    await Promise.all([queue.close(), gently]);
    expect(contexts[0]?.signal.aborted).toBe(true);
  });

  test('a task that memory ends while the queue closes does not come back.', async () => {
    const { queue, pass } = harness();
    const tasks = [handRunTask(), handRunTask()];
    const [first] = tasks.map(({ task }) => queue.add(task, { estimateBytes: 1 }).result);
    await pass(0);
    const closing = queue.close({ running: 'finish' });
    tasks[0]?.fail(outOfMemory());
    await expect(first).rejects.toBeInstanceOf(QueueClosedError);
    tasks[1]?.succeed();
    await closing;
  });

  test('leaving the scope of `await using` closes the queue.', async () => {
    const { task, contexts } = handRunTask();
    {
      await using queue = createQueue({ budgetBytes: 1_000, signals: [] });
      queue.add(task, { estimateBytes: 1 });
      await new Promise(resolve => queue.on('task:start', resolve));
    }
    expect(contexts[0]?.signal.aborted).toBe(true);
  });
});

describe('at the end of a batch', () => {
  test('idle cores are offered to the tasks that are left, also while they run.', async () => {
    const { queue, pass } = harness();
    const tasks = [handRunTask(), handRunTask(), handRunTask()];
    tasks.forEach(({ task }, index) => {
      queue.add(task, { estimateBytes: 1, expectedSeconds: 9 - index });
    });
    const offers: string[] = [];
    queue.on('task:threads', ({ id, extraThreads }) => offers.push(`${id}: ${extraThreads}`));
    await pass(0);
    expect(tasks.map(({ contexts }) => contexts[0]?.extraThreads)).toEqual([0, 0, 1]);
    tasks[2]?.succeed();
    await pass(0);
    expect(tasks.slice(0, 2).map(({ contexts }) => contexts[0]?.extraThreads)).toEqual([1, 1]);
    expect(offers).toEqual(['1: 1', '2: 1']);
  });

  test('no core counts as idle while anything waits.', async () => {
    const { queue, pass } = harness();
    const { task, contexts } = handRunTask();
    queue.add(task, { estimateBytes: 800 });
    queue.add(() => {}, { estimateBytes: 800 });
    await pass(0);
    expect(contexts[0]?.extraThreads).toBe(0);
  });
});

test('what is measured corrects later estimates of the same class only.', async () => {
  const { queue, memory, pass } = harness({ slots: 1 });
  const reserved: number[] = [];
  queue.on('task:start', ({ reservedBytes }) => reserved.push(Math.round(reservedBytes)));
  const first = handRunTask();
  queue.add(first.task, { estimateBytes: 100, className: 'a' });
  await pass(0);
  first.contexts[0]?.track(1);
  memory.set(1, 180);
  await pass(200);
  first.succeed();
  for (const className of ['a', 'b']) queue.add(() => {}, { estimateBytes: 100, className });
  await pass(0);
  expect(reserved).toEqual([120, 180, 120]);
});

test('a measurement that comes in after its start has ended says nothing about the next start.', async () => {
  let answer: (uses: ReadonlyMap<number, TreeUse>) => void = () => {};
  const sampler = {
    intervalMs: 250,
    youngIntervalMs: 100,
    sample: () =>
      new Promise<ReadonlyMap<number, TreeUse>>(resolve => {
        answer = resolve;
      }),
  };
  const { queue, pass } = harness({ sampler });
  const companion = handRunTask();
  const { task, contexts, fail } = handRunTask();
  queue.add(companion.task, { estimateBytes: 1, expectedSeconds: 9 });
  queue.add(task, { estimateBytes: 100 });
  const samples: number[] = [];
  queue.on('task:sample', ({ id }) => samples.push(id));
  await pass(0);
  contexts[0]?.track(7);
  await pass(150);
  fail(outOfMemory());
  await pass(0);
  expect(contexts).toHaveLength(2);
  answer(new Map([[7, { memoryBytes: 900, cpuSeconds: 1 }]]));
  await pass(0);
  expect(samples).toEqual([]);
  expect(queue.status.usedBytes).toBe(0);
});

test('a measurement that hangs does not stop the queue.', async () => {
  let reads = 0;
  const counting: LoadSignal = {
    name: 'counting',
    async read() {
      reads += 1;
      return { start: 'freely', evict: false, detail: '' };
    },
  };
  const sampler = { intervalMs: 250, youngIntervalMs: 100, sample: () => new Promise<never>(() => {}) };
  const { queue, pass } = harness({ sampler, signals: [counting] });
  const { task, contexts } = handRunTask();
  queue.add(task, { estimateBytes: 1 });
  await pass(0);
  contexts[0]?.track(1);
  await pass(10_000);
  expect(reads).toBeGreaterThan(5);
});

test('a measurement that fails leaves everything as it was.', async () => {
  const sampler = {
    intervalMs: 250,
    youngIntervalMs: 100,
    sample: () => Promise.reject(new Error('no /proc')),
  };
  const { queue, pass } = harness({ sampler });
  const { task, contexts, succeed } = handRunTask();
  queue.add(task, { estimateBytes: 100 });
  await pass(0);
  contexts[0]?.track(1);
  await pass(10_000);
  expect(queue.status).toMatchObject({ running: 1, reservedBytes: 120, usedBytes: 0 });
  succeed();
  await queue.drain();
});
