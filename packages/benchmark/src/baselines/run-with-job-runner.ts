import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { openInput, protections } from '@variegate/runner';
import type { VariantJob } from '@variegate/variants';
import { assetLibrary, openCommandInputs } from '@variegate/variants/internal';
import { WorkFailedError } from '../errors.ts';
import { inputWords } from '../measuring/run-ffmpeg.ts';
import { padCommandLines } from './argument-file.ts';
import type { BaselineContext, BaselineOutcome } from './baseline.ts';
import { compilePlainJob, plainArguments } from './plain-arguments.ts';

/** A program that runs command lines from standard input, several in parallel. */
export interface JobRunner {
  readonly program: string;
  /** Its own words before the command. */
  readonly argumentsFor: (workers: number, wordsPerCall: number) => readonly string[];
}

/** Why a program cannot be run, in a sentence; `null` where it is in the search path. */
export async function missingProgram(program: string): Promise<string | null> {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter).filter(folder => folder !== '');
  const found = await Promise.all(
    folders.map(folder =>
      access(path.join(folder, program), constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return found.includes(true) ? null : `${program} is not installed here.`;
}

/** Has another program run the plain chains of all jobs. It cannot be stopped between two encodes, so it runs to its end. */
export async function runWithJobRunner(
  { program, argumentsFor }: JobRunner,
  { jobs, ffmpeg, folder, workers, signal }: BaselineContext,
): Promise<BaselineOutcome> {
  const lines = await Promise.all(jobs.map(job => commandLine(job, folder)));
  const { text: input, wordsPerCall } = padCommandLines(lines);
  const guard = await dyingWithParent();
  const [first = program, ...rest] = [
    ...guard,
    program,
    ...argumentsFor(workers, wordsPerCall),
    ...guard,
    ffmpeg.path,
  ];
  signal?.throwIfAborted();
  // In a new process group, so that what it has started ends with it.
  const child = spawn(first, rest, { detached: true, stdio: ['pipe', 'ignore', 'pipe'] });
  const stop = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  signal?.addEventListener('abort', stop);
  try {
    child.stdin.on('error', () => {}).end(input);
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'close')]);
    signal?.throwIfAborted();
    if (exitCode !== 0) throw new WorkFailedError(`${program} failed: ${stderr.trim().slice(-400)}`);
    return { cpuSeconds: cpuSecondsIn(stderr), encodesDone: jobs.length, encodesInAll: jobs.length };
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

/** The words after ffmpeg itself; files are named by their paths, as descriptors are not handed on. */
async function commandLine(job: VariantJob, folder: string): Promise<readonly string[]> {
  const compiled = compilePlainJob(job);
  const { inputs } = compiled.command;
  await using source = await openInput(job.source.path, 'video');
  await using opened = await openCommandInputs(
    compiled.command,
    source,
    assetLibrary({ files: [], cacheFolder: null }),
  );
  const words = opened.inputs.flatMap(({ path: file }, index) => inputWords(inputs[index], `file:${file}`));
  const output = path.join(folder, job.output);
  return ['-nostdin', '-nostats', '-benchmark', ...plainArguments(compiled, words, output)];
}

/** The wish to die with the parent is not inherited: the program needs it, and each ffmpeg. */
async function dyingWithParent(): Promise<readonly string[]> {
  const { setpriv } = await protections();
  return setpriv === null ? [] : [setpriv, '--pdeathsig', 'KILL'];
}

function cpuSecondsIn(stderr: string): number {
  const lines = stderr.matchAll(/bench: utime=([\d.]+)s stime=([\d.]+)s/g);
  return lines.reduce((sum, [, user, system]) => sum + Number(user) + Number(system), 0);
}
