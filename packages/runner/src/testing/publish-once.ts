// A separate process that publishes one small file, so that a tracer can put faults on its system calls. Takes the
// target's path and whether to replace, as JSON, and prints `published` or the failure as JSON.
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { RunnerError } from '../errors.ts';
import { publishFile } from '../output/publish-file.ts';
import { createScratchFile } from '../output/scratch-file.ts';

const [targetPath = '', replace = ''] = process.argv.slice(2);
try {
  await using scratch = await createScratchFile(dirname(targetPath));
  await writeFile(scratch.path, 'media');
  await publishFile({ scratchPath: scratch.path, targetPath, replace: JSON.parse(replace) });
  process.stdout.write(JSON.stringify('published'));
} catch (error) {
  if (!(error instanceof RunnerError)) throw error;
  process.stdout.write(JSON.stringify({ code: error.code, retry: error.retry }));
}
