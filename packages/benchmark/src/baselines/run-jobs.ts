import path from 'node:path';
import { runFfmpeg } from '../measuring/run-ffmpeg.ts';
import type { BaselineContext, BaselineOutcome } from './baseline.ts';
import { compilePlainJob, plainArguments } from './plain-arguments.ts';

/** Encodes the plain chain of every job, so many in parallel, until there are no more or the time is over. */
export async function runJobs(context: BaselineContext, atATime: number): Promise<BaselineOutcome> {
  const { jobs, ffmpeg, folder, maxSeconds, signal } = context;
  const endsAtMs = performance.now() + maxSeconds * 1000;
  const waiting = [...jobs];
  let cpuSeconds = 0;
  let encodesDone = 0;
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const compiled = compilePlainJob(job);
      const outputPath = path.join(folder, job.output);
      const { cpuSeconds: used } = await runFfmpeg({
        ffmpeg,
        source: job.source.path,
        inputs: compiled.command.inputs,
        argumentsFor: words => plainArguments(compiled, words, outputPath),
        signal,
      });
      cpuSeconds += used;
      encodesDone += 1;
      if (performance.now() > endsAtMs) waiting.length = 0;
    }
  };
  const stopAll = (error: unknown) => {
    waiting.length = 0;
    throw error;
  };
  // All of them have ended before the first failure is reported, so that nothing runs behind what is measured next.
  const ends = await Promise.allSettled(Array.from({ length: atATime }, () => worker().catch(stopAll)));
  const failure = ends.find(end => end.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return { cpuSeconds, encodesDone, encodesInAll: jobs.length };
}
