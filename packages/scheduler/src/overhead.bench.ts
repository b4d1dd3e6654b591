/**
 * Measures what the queue itself costs: `node --expose-gc packages/scheduler/src/overhead.bench.ts`.
 * Needs ffmpeg for its last line. Figures mean something on a quiet machine only, so the load is printed.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';
import { text } from 'node:stream/consumers';
import type { TaskContext } from './queue/task.ts';
import { createQueue } from './queue.ts';
import { processSampler } from './sampling/process-sampler.ts';
import { simulate } from './simulation/simulate.ts';
import { makeWorkload } from './simulation/workload.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
};

async function noOpTasks(count: number): Promise<string> {
  await using queue = createQueue({ budgetBytes: 1e9, signals: [] });
  const [began, beganCpu] = [performance.now(), cpuMs()];
  for (let i = 0; i < count; i += 1) await queue.add(() => i, { estimateBytes: 1 }).result;
  const each = (ms: number): string => `${((ms / count) * 1_000).toFixed(1)} µs`;
  return `a no-op task, added and finished: ${each(performance.now() - began)}, ${each(cpuMs() - beganCpu)} of processor`;
}

async function manyQueued(count: number): Promise<string> {
  await using queue = createQueue({ budgetBytes: 1e9, signals: [] });
  queue.pause();
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const began = performance.now();
  const { signal } = new AbortController();
  for (let i = 0; i < count; i += 1) {
    queue.add(() => i, { estimateBytes: 1, expectedSeconds: (i * 7) % 100, group: `file ${i % 50}`, signal });
  }
  const addedMs = performance.now() - began;
  globalThis.gc?.();
  const megabytes = (process.memoryUsage().heapUsed - before) / 1e6;
  queue.resume();
  const resumed = performance.now();
  await queue.drain();
  const perTask = ((addedMs + performance.now() - resumed) / count) * 1_000;
  return `${count} queued tasks: ${megabytes.toFixed(0)} MB, ${perTask.toFixed(1)} µs each in all`;
}

async function samplingCost(processes: number, rounds: number): Promise<string> {
  const children = Array.from({ length: processes }, () => spawn('sleep', ['60'], { stdio: 'ignore' }));
  const pids = children.map(({ pid }) => pid ?? 0);
  const sampler = processSampler();
  for (let i = 0; i < 20; i += 1) await sampler.sample(pids);
  const began = cpuMs();
  for (let i = 0; i < rounds; i += 1) await sampler.sample(pids);
  const each = (cpuMs() - began) / rounds;
  for (const child of children) child.kill();
  const share = (1_000 / sampler.intervalMs) * each * 0.1;
  return `sampling ${processes} processes: ${each.toFixed(2)} ms of processor, ${share.toFixed(2)} % of a core`;
}

async function simulation(bound: 'cpu' | 'memory'): Promise<string> {
  const [began, beganCpu] = [performance.now(), cpuMs()];
  await simulate(makeWorkload({ seed: 1, bound, jobs: 5_000 }));
  const [ms, cpu] = [performance.now() - began, cpuMs() - beganCpu];
  return `5000 simulated jobs, ${bound}-bound: ${ms.toFixed(0)} ms, ${cpu.toFixed(0)} ms of processor`;
}

/** Encodes a test picture of that length; resolves with the processor time ffmpeg says it took. */
async function encode(seconds: number, { track }: Pick<TaskContext, 'track'>): Promise<number> {
  const source = `testsrc2=size=640x360:rate=30:duration=${seconds}`;
  const args = ['-hide_banner', '-nostdin', '-benchmark', '-f', 'lavfi', '-i', source];
  args.push('-c:v', 'libx264', '-preset', 'medium', '-threads', '1', '-f', 'null', '-');
  const child = spawn('ffmpeg', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  track(child.pid ?? 0);
  const [stderr] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  const [, user = 0, system = 0] = /utime=([\d.]+)s stime=([\d.]+)s/.exec(stderr) ?? [];
  return Number(user) + Number(system);
}

async function efficiency(): Promise<string> {
  const cores = os.availableParallelism();
  const lengths = [4, 20, 8, 12, 30, 6, 16, 10, 24, 5, 14, 9];
  await using queue = createQueue();
  const began = performance.now();
  const handles = lengths.map(seconds => {
    return queue.add(context => encode(seconds, context), { estimateBytes: 120e6, expectedSeconds: seconds });
  });
  const times = await Promise.all(handles.map(({ result }) => result));
  const wall = (performance.now() - began) / 1_000;
  const total = times.reduce((sum, time) => sum + time, 0);
  const ratio = wall / (total / cores);
  return `12 encodes of unequal length on ${cores} cores: ${wall.toFixed(2)} s wall, ${total.toFixed(2)} s of processor, ratio ${ratio.toFixed(3)}`;
}

print(
  `load before: ${os
    .loadavg()
    .map(load => load.toFixed(2))
    .join(' ')}, ${os.cpus()[0]?.model}, Node ${process.version}`,
);
await noOpTasks(10_000);
print(await noOpTasks(50_000));
for (const count of [10_000, 100_000]) print(await manyQueued(count));
print(await samplingCost(8, 200));
for (const bound of ['cpu', 'memory'] as const) print(await simulation(bound));
print(await efficiency());
