import type { CheckContext } from '../checks/check.ts';
import type { RenderedPlan, RenderOrder } from '../render/render-on.ts';
import { compareFiles } from './compare-files.ts';
import { compareGraphAudio } from './compare-graph-audio.ts';

/** A plan that was rendered by the version that is checked, and by the reference version. */
export interface RenderPair {
  /** What distinguishes the plan from others, such as `car-detection, standard, seed 3`. */
  readonly label: string;
  readonly ours: RenderedPlan;
  readonly theirs: RenderedPlan;
  readonly order: RenderOrder;
}

/** Lowest mean SSIM of the luma of a plan. */
const lowestSsim = 0.985;

/** Below this, encoders alone may be why; the audio is compared once more without them. In dB of signal to noise. */
const encodedDecibels = 40;

/** Audio that differs by more than rounding before it is encoded is named. */
const unencodedDecibels = 50;

/** How one plan compares. */
export interface ComparedPair {
  readonly pair: RenderPair;
  readonly ssim: number | null;
  /** Of the files. */
  readonly decibels: number | null;
  readonly problems: readonly string[];
  readonly notes: readonly string[];
}

/** Compares one plan. */
export async function comparePair(pair: RenderPair, context: CheckContext): Promise<ComparedPair> {
  const { label, ours, theirs, order } = pair;
  const nothing = { pair, ssim: null, decibels: null, problems: [], notes: [] };
  if (ours.file === null) return { ...nothing, problems: [ours.error ?? 'not rendered'] };
  if (ours === theirs) return nothing;
  if (theirs.file === null) {
    return { ...nothing, notes: [`${label}: ${context.reference.column} could not render it.`] };
  }
  const { differences, ssim, audio } = await compareFiles(ours.file, theirs.file, context);
  const problems = [...differences];
  const notes: string[] = [];
  if (ssim !== null && ssim < floorFor(ours, context)) {
    problems.push(`SSIM of the luma ${ssim.toFixed(4)}`);
  } else if (ssim !== null && ssim < lowestSsim) {
    notes.push(`${label}: SSIM of the luma ${ssim.toFixed(4)}, which is explained.`);
  }
  if (audio !== null && audio.extraSamples !== 0) {
    problems.push(`audio longer by ${audio.extraSamples} samples`);
  }
  const decibels = audio?.decibels ?? null;
  if (decibels !== null && decibels < encodedDecibels && !context.isShort) {
    const unencoded = (await compareGraphAudio(ours.plan, order.clip.path, context)) ?? 0;
    const steps = ours.plan.steps.map(({ name }) => name).join(', ');
    if (unencoded < unencodedDecibels) {
      const ratio = `${decibels.toFixed(1)} dB, before it is encoded ${unencoded.toFixed(1)} dB`;
      notes.push(`${label}: the audio differs, signal to noise ${ratio} (${steps}).`);
    }
  }
  return { pair, ssim, decibels, problems, notes };
}

function floorFor({ plan }: RenderedPlan, { allowances }: CheckContext): number {
  const floors = allowances
    .filter(({ steps }) => plan.steps.some(({ name }) => steps.includes(name)))
    .map(allowance => allowance.lowestSsim);
  return Math.min(lowestSsim, ...floors);
}
