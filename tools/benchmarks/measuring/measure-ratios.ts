import { mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { type Ffmpeg, runTool } from '@variegate/runner';
import { describeClip } from '../clips.ts';
import type { ComparedSection } from '../compare-results.ts';
import type { Figure, Scenario, ScenarioContext } from '../scenario.ts';
import { type Sizing, sizings } from '../sizing.ts';

/** With what, and where, ratios are measured. */
export interface GuardWork extends Pick<ScenarioContext, 'say' | 'signal'> {
  readonly ffmpeg: Ffmpeg;
  /** A folder for scratch files. */
  readonly folder: string;
}

/** A few minutes in all. Ratios depend on it, so other sizes need other committed ratios. */
const sizing: Sizing = {
  ...sizings.tiny,
  ...{ clipSeconds: 2, variants: 8, repeat: 3, seeds: 6, mostVariants: 12 },
};

/** Runs scenarios on a clip that is made for it, and returns the ratios among their figures. */
export async function measureRatios(
  scenarios: readonly Scenario[],
  { ffmpeg, folder, say, signal }: GuardWork,
): Promise<readonly ComparedSection[]> {
  const own = await mkdtemp(path.join(folder, 'guard-'));
  const clip = await describeClip(await makeClip(own, ffmpeg, signal), 'generated', {
    ...{ ffmpeg, cacheFolder: own, signal },
  });
  const sections: ComparedSection[] = [];
  for (const { name, run } of scenarios) {
    const scratch = path.join(own, name);
    await mkdir(scratch);
    const { figures } = await run({ ffmpeg, clips: [clip], folder: scratch, sizing, say, signal });
    sections.push({ name, figures: figures.filter(isRatio) });
  }
  return sections;
}

function isRatio({ name }: Figure): boolean {
  return name.includes(' / ');
}

/** Moving patterns with grain and a tone, 640 x 360: what any ffmpeg makes. */
async function makeClip(folder: string, ffmpeg: Ffmpeg, signal: AbortSignal): Promise<string> {
  const file = path.join(folder, 'clip.mp4');
  const { failure } = await runTool({
    ...{ program: 'ffmpeg', ffmpeg, inputs: [], timeoutMs: 600_000, maxFileBytes: 1e9, signal },
    arguments: [
      ...['-f', 'lavfi', '-i', 'testsrc2=size=640x360:rate=25,noise=alls=12:allf=t:all_seed=1'],
      ...['-f', 'lavfi', '-i', 'sine=frequency=330', '-t', `${sizing.clipSeconds}`, '-pix_fmt', 'yuv420p'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-c:a', 'aac', '-y', `file:${file}`],
    ],
  });
  if (failure !== null) throw failure;
  return file;
}
