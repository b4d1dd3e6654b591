// A separate process that makes a variant of each path given to it, in the folder given first, so that what it opens
// can be traced. Prints one line of JSON for each: its outcome.
import { basename } from 'node:path';
import { createVariantsBatch } from '@variegate/variants';

const [outDir = '', cacheFolder = '', ...inputs] = process.argv.slice(2);
const { variants = [] } = await createVariantsBatch({
  ...{ inputs, outDir, cacheFolder, count: 1, preset: 'ultrafast', measure: 'off' },
});
for (const { source, status, error } of variants) {
  process.stdout.write(`${JSON.stringify({ source, name: basename(source), status, error })}\n`);
}
