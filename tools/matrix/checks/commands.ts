import { existsSync } from 'node:fs';
import path from 'node:path';
import { strategyNames } from '@variegate/core-filters';
import { runCommandLine } from '../render/run-command-line.ts';
import { type Check, type CheckContext, type Failure, resultOf } from './check.ts';

const batchSeeds = [1, 2, 3, 4, 5, 6];

/** What users do: the demo, batches by every strategy, odd clips, other containers, every measure. */
export const commands: Check = {
  name: 'commands',
  title: 'The commands of the product succeed',
  isShort: false,
  async run(context) {
    const figures: Record<string, string> = {};
    const failures: Failure[] = [];
    const notes: string[] = [];
    for (const { title, runs, missing } of commandSets(context)) {
      if (missing !== undefined) {
        notes.push(`${title}: not run, as ${missing}.`);
        continue;
      }
      let [requested, succeeded, seconds] = [0, 0, 0];
      for (const [place, { script, words }] of runs.entries()) {
        const outDir = path.join(context.folder, `${context.version.column} ${title} ${place}`);
        const run = await runCommandLine(script, { words, outDir }, context);
        requested += run.summary?.requested ?? 0;
        succeeded += run.summary?.succeeded ?? 0;
        seconds += run.seconds;
        failures.push(...run.failures.map(failure => ({ ...failure, what: `${title}: ${failure.what}` })));
      }
      figures[title] = `${succeeded} of ${requested}, ${seconds.toFixed(0)} s`;
      context.say(`${title}: ${figures[title]}`);
    }
    return resultOf(figures, failures, notes);
  },
};

interface CommandSet {
  readonly title: string;
  readonly runs: readonly { readonly script: 'variegate' | 'demo'; readonly words: readonly string[] }[];
  /** Why it cannot be run. */
  readonly missing?: string;
}

function commandSets({ clips }: CheckContext): readonly CommandSet[] {
  const paths = clips.clips.map(clip => clip.path);
  const batch = (...options: readonly string[]) =>
    ({ script: 'variegate', words: ['batch', ...paths, '-n', '1', ...options] }) as const;
  return [
    { title: 'demo', runs: [{ script: 'demo', words: [] }] },
    ...strategyNames.map(strategy => ({
      title: `batch, ${strategy}, ${batchSeeds.length} seeds`,
      runs: batchSeeds.map(seed => batch('-s', strategy, '--seed', `${seed}`)),
    })),
    oddClips(),
    ...['webm', 'mkv', 'mov'].map(format => ({ title: format, runs: [batch('--container', format)] })),
    { title: 'measure full', runs: [batch('--measure', 'full')] },
  ];
}

function oddClips(): CommandSet {
  const title = 'batch of odd clips';
  const folder = path.join(process.env['VARIEGATE_TEST_MEDIA'] ?? '', 'media', 'odd');
  if (!existsSync(folder))
    return { title, runs: [], missing: 'VARIEGATE_TEST_MEDIA names no folder with them' };
  return { title, runs: [{ script: 'variegate', words: ['batch', folder, '-n', '1'] }] };
}
