import { rename } from 'node:fs/promises';
import path from 'node:path';
import { defaultEncodeSettings } from '@variegate/core-filters';
import type { VariantJob } from '@variegate/variants';
import { runFfmpeg } from '../measuring/run-ffmpeg.ts';
import type { Baseline, BaselineContext, BaselineOutcome } from './baseline.ts';
import { compilePlain, plainArguments } from './plain-arguments.ts';

/**
 * A whole encode for every transformation, each reading what the one before has written, as AugLy composes them: preset
 * ultrafast, default CRF, one video after another.
 * @see https://github.com/facebookresearch/AugLy/blob/main/augly/video/augmenters/ffmpeg/base_augmenter.py
 */
export const encodePerTransformation: Baseline = {
  name: 'encode-per-transformation',
  title: 'one encode per transformation, preset ultrafast and default CRF, as AugLy composes',
  unavailable: async () => null,
  async run(context): Promise<BaselineOutcome> {
    const endsAtMs = performance.now() + context.maxSeconds * 1000;
    let cpuSeconds = 0;
    let encodesDone = 0;
    for (const job of context.jobs) {
      for await (const used of encodesOf(job, context)) {
        cpuSeconds += used;
        encodesDone += 1;
        if (performance.now() > endsAtMs) break;
      }
      if (performance.now() > endsAtMs) break;
    }
    const encodesInAll = context.jobs.reduce((sum, { plan }) => sum + plan.steps.length, 0);
    return { cpuSeconds, encodesDone, encodesInAll };
  },
};

/** Makes the encodes of one job, and reports the processor time of each. */
async function* encodesOf(job: VariantJob, context: BaselineContext): AsyncGenerator<number> {
  const { ffmpeg, folder, signal } = context;
  const latest = path.join(folder, `latest.${encode.container}`);
  const next = path.join(folder, `next.${encode.container}`);
  let source = job.source.path;
  let { facts } = job.source;
  for (const step of job.plan.steps) {
    const compiled = compilePlain({ ...job.plan, steps: [step] }, facts, encode);
    const { inputs } = compiled.command;
    const argumentsFor = (words: readonly string[]) => plainArguments(compiled, words, next);
    const { cpuSeconds } = await runFfmpeg({ ffmpeg, source, inputs, argumentsFor, signal });
    await rename(next, latest);
    source = latest;
    facts = compiled.outputFacts;
    yield cpuSeconds;
  }
}

/** The CRF is x264's own. */
const encode = { ...defaultEncodeSettings, preset: 'ultrafast', crf: 23 } as const;
