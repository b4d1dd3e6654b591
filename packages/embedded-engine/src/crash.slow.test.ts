import { expect, test } from 'vitest';

import { countRepeats, runKilledBatch, stepsRunAgain } from './testing/crash-trial.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const KILLS = 200;

test('At 200 random moments of a batch its process is killed, and no stored step ever runs again.', async () => {
  using folder = temporaryFolder();
  const paths = { store: folder.path('store.db'), log: folder.path('log.txt') };
  let kills = 0;
  while (kills < KILLS) {
    const trial = await runKilledBatch(paths, KILLS - kills, Math.random);
    kills += trial.kills;
    const effects = trial.lines.filter(line => line.startsWith('effect '));
    expect(trial.outcome).toEqual({ status: 'completed', output: 4_950 });
    expect(new Set(effects).size).toBe(200);
    expect(stepsRunAgain(trial.lines)).toEqual([]);
    const { repeats, cut } = countRepeats(trial.lines);
    expect(repeats).toBeLessThanOrEqual(cut);
  }
  expect(kills).toBe(KILLS);
});
