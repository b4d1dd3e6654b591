import { expect, test } from 'vitest';

import { countRepeats, runKilledBatch, stepsRunAgain } from './testing/crash-trial.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const EVERY_STEP = ['first', 'second']
  .flatMap(name => Array.from({ length: 100 }, (_, n) => `${name}-${n}`))
  .toSorted();

test('A batch whose process is killed eight times does every step, and none again that was stored.', async () => {
  using folder = temporaryFolder();
  const paths = { store: folder.path('store.db'), log: folder.path('log.txt') };
  const { outcome, lines, kills } = await runKilledBatch(paths, 8, Math.random);
  const effects = new Set(lines.filter(line => line.startsWith('effect ')).map(line => line.slice(7)));
  expect(kills).toBeGreaterThan(0);
  expect(outcome).toEqual({ status: 'completed', output: 4_950 });
  expect([...effects].toSorted()).toEqual(EVERY_STEP);
  expect(stepsRunAgain(lines)).toEqual([]);
  const { repeats, cut } = countRepeats(lines);
  expect(repeats).toBeLessThanOrEqual(cut);
});
