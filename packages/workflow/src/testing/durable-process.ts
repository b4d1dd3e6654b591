/** A durable batch in a separate process, for tests that kill it: `durable-process.ts CLIP OUT FFMPEG COUNT SEED`. */
import { runDurableBatch } from '../durable/run-durable-batch.ts';

const [clip = '', outDir = '', ffmpegPath = '', count = '', seed = '0'] = process.argv.slice(2);
const { variants: _, ...summary } = await runDurableBatch({
  ...{
    inputs: [clip],
    outDir,
    ffmpegPath,
    count: Number(count),
    maxWorkers: 2,
    seed: Number(seed),
  },
  ...{ only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' },
  onEvent: ({ type }) => {
    if (type === 'batch-planned') process.stdout.write('planned\n');
  },
});
process.stdout.write(`done ${JSON.stringify(summary)}\n`);
