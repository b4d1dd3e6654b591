import path from 'node:path';
import { findTransformation, type MediaFacts, type Plan, type PlanStep } from '@variegate/core-filters';
import type { Point } from '../../../packages/benchmark/src/report/block.ts';
import { type BenchClip, cutClip } from '../clips.ts';
import { compileFor, drawPlan } from '../drawn-plan.ts';
import { encodeSeconds } from '../measuring/encode-cost.ts';
import type { Finding, Scenario } from '../scenario.ts';
import { scalingFinding } from './scaling.ts';

/** What a variant costs with more transformations in it, compiled and plain. */
export const scalingChain: Scenario = {
  name: 'scaling-chain',
  title: 'Scaling: chain length',
  async run({ ffmpeg, clips: [source], folder, sizing, say, signal }): Promise<Finding> {
    if (source === undefined) throw new RangeError('There is no clip.');
    const clip = await cutClip(source.path, { ffmpeg, folder, seconds: 1, signal });
    const lengths = [0, 1, 2, 4, 8, 16, 24, 32, 40].filter(length => length <= sizing.longestChain);
    const work = { ffmpeg, source: clip.path, output: path.join(folder, 'out.mp4'), signal };
    const compiled: Point[] = [];
    const plain: Point[] = [];
    for (const length of lengths) {
      const plan = longPlan(clip, length, sizing.firstSeed);
      compiled.push([length, await encodeSeconds(compileFor(plan, clip.facts, false), work)]);
      plain.push([length, await encodeSeconds(compileFor(plan, clip.facts, true), work)]);
      say(
        `${length} steps: ${compiled.at(-1)?.[1].toFixed(2)} s compiled, ${plain.at(-1)?.[1].toFixed(2)} s plain`,
      );
    }
    const how = (kind: string) =>
      `${kind}, one thread, on the first second of ${source.name}: the first steps of several plans in a row, without ` +
      'time, sound and encoding.';
    const axes = { of: 'transformations', measure: 'CPU, s', fit: 'line' } as const;
    const ours = scalingFinding({
      how: how('Compiled graphs'),
      points: compiled,
      ...axes,
      figure: 'compiled CPU for each step',
    });
    const theirs = scalingFinding({
      how: how('Plain graphs'),
      points: plain,
      ...axes,
      figure: 'plain CPU for each step',
    });
    return { blocks: [...ours.blocks, ...theirs.blocks], figures: ours.figures };
  },
};

/** A plan with the first so many picture steps of as many drawn plans as that takes. */
function longPlan(clip: BenchClip, length: number, seed: number): Plan {
  const first = drawPlan(clip, seed, unwanted);
  const steps: PlanStep[] = [];
  let facts: MediaFacts = clip.facts;
  for (let draw = 0; steps.length < length && draw < mostDraws; draw += 1) {
    for (const step of drawPlan(clip, seed + draw, unwanted).steps) {
      const transformation = findTransformation(step.name);
      const fits = (transformation?.impossible?.(facts, step.params) ?? null) === null;
      if (steps.length === length || transformation === null || !fits) continue;
      facts = transformation.effect?.(facts, step.params)?.facts ?? facts;
      steps.push(step);
    }
  }
  return { ...first, steps };
}

/** They do not add a filter to the picture, or change how many frames there are. */
const unwanted = ['time', 'audio', 'encoding'];

/** More than enough for any length that is asked for. */
const mostDraws = 20;
