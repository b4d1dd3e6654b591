import path from 'node:path';
import { expect, test } from 'vitest';
import { type ResourceSample, VideoProcessingManager } from '../index.ts';
import { otherClip, shortClip } from '../testing/clip.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

test('Two runs in parallel share the workers of one manager, and its monitor sees what they take.', async () => {
  await using folder = await temporaryFolder();
  await using manager = new VideoProcessingManager({ maxWorkers: 1, memoryLimit: '2GiB' });
  await using monitor = manager.resourceMonitor({ intervalMs: 20 });
  const samples: ResourceSample[] = [];
  const watching = (async () => {
    for await (const sample of monitor) samples.push(sample);
  })();

  const runs = [await shortClip(), await otherClip()].map(input =>
    manager.processVariants({
      inputs: [input],
      outDir: path.join(folder.path, path.parse(input).name),
      count: 2,
    }),
  );
  for (const summary of await Promise.all(runs)) {
    expect(summary).toMatchObject({ requested: 2, succeeded: 2, workers: 1, resultsError: null });
  }
  const seen = monitor.summary();
  await monitor[Symbol.asyncDispose]();
  await watching;

  expect(samples.length).toBeGreaterThan(5);
  expect(Math.max(...samples.map(({ admission }) => admission.running))).toBe(1);
  const busy = samples.filter(({ renders }) => renders.some(({ memoryBytes }) => memoryBytes > 10_000_000));
  expect(busy.length).toBeGreaterThan(0);
  expect(new Set(busy.flatMap(({ renders }) => renders.map(({ source }) => source)))).toEqual(
    new Set(['short', 'other']),
  );
  for (const { memoryBytes, ownMemoryBytes, admission } of samples) {
    expect(memoryBytes).toBeGreaterThanOrEqual(ownMemoryBytes);
    expect(admission.budgetBytes).toBeLessThanOrEqual(2 * 1024 ** 3);
  }
  expect(seen.peakMemoryBytes).toBe(Math.max(...samples.map(({ memoryBytes }) => memoryBytes)));
  expect(seen).toMatchObject({ mostRunning: 1 });
  expect(seen.cpuSeconds).toBeGreaterThan(0.5);
});

test('A manager that is disposed of ends its runs; nothing partial is left, and another one continues.', async () => {
  await using folder = await temporaryFolder();
  const request = { inputs: [await shortClip()], outDir: path.join(folder.path, 'out'), count: 3 };
  const started = Promise.withResolvers<void>();
  const manager = new VideoProcessingManager({ maxWorkers: 1 });
  const run = manager.processVariants({
    ...request,
    onEvent: event => event.type === 'variant-started' && started.resolve(),
  });
  await started.promise;
  await manager[Symbol.asyncDispose]();
  await expect(run).rejects.toThrow('The manager was disposed of.');

  await using another = new VideoProcessingManager();
  const ended = await another.processVariants(request);
  expect(ended).toMatchObject({ failed: 0, cancelled: 0 });
  expect(ended.succeeded + ended.skipped).toBe(3);
});

test('A run that asks for what its manager cannot do rejects, and the options of a manager are checked at once.', async () => {
  expect(() => new VideoProcessingManager({ maxWorkers: 0 })).toThrow('maxWorkers must be auto or');
  await using manager = new VideoProcessingManager({ ffmpegPath: '/nowhere/ffmpeg' });
  await using monitor = manager.resourceMonitor();
  expect(await Array.fromAsync(monitor)).toEqual([]);
  const run = manager.processVariants({ inputs: [await shortClip()], outDir: '/nowhere/out' });
  await expect(run).rejects.toThrow('/nowhere/ffmpeg');
});
