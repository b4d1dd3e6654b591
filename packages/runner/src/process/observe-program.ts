import type { Readable } from 'node:stream';
import type { RunFacts } from '../errors.ts';
import type { StderrMeaning } from '../failure/stderr-table.ts';
import { ProgressParser, type ProgressReport } from '../progress/parse-progress.ts';
import { consumeStdout, type StdoutConsumer } from './consume-stdout.ts';
import { LimitWatch, type StopCause } from './limit-watch.ts';
import { LineSplitter } from './line-splitter.ts';
import { peakMemory } from './process-usage.ts';
import type { Program, ProgramExit } from './spawn-program.ts';
import { StallRule } from './stall-rule.ts';
import { StderrReader } from './stderr-reader.ts';
import { UsageSampler } from './usage-sampler.ts';

/** What is watched for while a program runs. */
export interface Observation {
  readonly stdout?: StdoutConsumer;
  readonly onProgress?: (report: ProgressReport) => void;
  /** Whether reports of progress come on standard output instead of descriptor 3. */
  readonly progressOnStdout: boolean;
  readonly timeoutMs: number;
  readonly stallMs?: number;
  readonly maxMemoryBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What was seen of a program from its start to its end. */
export interface Observed extends Omit<RunFacts, 'argv'> {
  readonly exit: ProgramExit;
  /** Why it was stopped; `null` when it was not. The first reason wins. */
  readonly stopCause: StopCause | null;
  /** What a consumer of output or progress threw, when that was the reason. */
  readonly readError: unknown;
  readonly stdout: string;
  readonly cpuSampled: boolean;
  /** Whether anything at all was reported to have come out. */
  readonly hasProgressed: boolean;
  /** What standard error says about the cause of a failure. */
  readonly cause: { readonly meaning: StderrMeaning | null; readonly line: string | null };
}

/** Reads everything that a program writes, stops it where a limit or the signal asks for it, and waits for its end. */
export async function observeProgram(program: Program, observation: Observation): Promise<Observed> {
  const { timeoutMs, stallMs = null, maxMemoryBytes = Number.POSITIVE_INFINITY, signal } = observation;
  const startedAt = performance.now();
  const inheritedBytes = process.resourceUsage().maxRSS * 1024;
  let stopCause: StopCause | null = null;
  let readError: unknown;
  const stopped = Promise.withResolvers<string>();
  const stop = (cause: StopCause) => {
    if (stopCause !== null) return;
    stopCause = cause;
    program.stop();
    // The output of a stopped program is not needed, and its reader may never finish.
    program.stdout.destroy();
    stopped.resolve('');
  };

  const onAbort = () => stop('cancelled');
  signal?.addEventListener('abort', onAbort, { once: true });
  using limits = new LimitWatch({ timeoutMs, stallMs }, stop);
  const stallRule = new StallRule(() => limits.advanced());
  using usage = new UsageSampler(program.pid, sample => {
    stallRule.sampled(sample);
    if (sample.peakMemoryBytes > maxMemoryBytes) stop('over-memory');
  });
  const stderr = new StderrReader();
  const progress = new ProgressParser(report => {
    stallRule.report(report);
    if (report.last) usage.sampleNow();
    observation.onProgress?.(report);
  });

  const readerFailed = (error: unknown) => {
    if (stopCause === null) readError = error;
    stop('reader-failed');
    return '';
  };
  const consumer: StdoutConsumer = observation.progressOnStdout
    ? { lines: line => progress.line(line) }
    : counted(observation.stdout ?? 'text', bytes => stallRule.report({ ...nothing, bytes }));
  const stdout = consumeStdout(program.stdout, consumer).catch(readerFailed);
  const progressLines = new LineSplitter(line => progress.line(line));
  const others = [
    drain(program.stderr, stderr).catch(readerFailed),
    ...(program.progress === null ? [] : [drain(program.progress, progressLines).catch(readerFailed)]),
  ];

  const exit = await program.exited;
  const durationSeconds = (performance.now() - startedAt) / 1000;
  const text = await Promise.race([stdout, stopped.promise]);
  await Promise.all(others);
  signal?.removeEventListener('abort', onAbort);

  const { cpuSeconds } = stderr.benchmark;
  return {
    exit,
    stopCause,
    readError,
    stdout: text,
    stderrTail: stderr.tail,
    cause: stderr.cause,
    durationSeconds,
    cpuSampled: cpuSeconds === undefined,
    hasProgressed: stallRule.hasProgressed,
    cpuSeconds: cpuSeconds ?? usage.latest?.cpuSeconds ?? 0,
    peakMemoryBytes: peakMemory(stderr.benchmark, usage.latest, inheritedBytes),
  };
}

const nothing: ProgressReport = { frame: null, outSeconds: null, bytes: null, speed: null, last: false };

/** Reports after each chunk how many bytes there have been. */
function counted(consumer: StdoutConsumer, report: (bytes: number) => void): StdoutConsumer {
  if (typeof consumer !== 'object' || !('bytes' in consumer)) return consumer;
  let seen = 0;
  return {
    bytes(chunk) {
      seen += chunk.length;
      report(seen);
      return consumer.bytes(chunk);
    },
  };
}

interface Sink {
  write(chunk: Uint8Array): void;
  end(): void;
}

async function drain(stream: Readable, sink: Sink): Promise<void> {
  for await (const chunk of stream) sink.write(chunk);
  sink.end();
}
