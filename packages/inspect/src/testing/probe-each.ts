// A process of its own that probes each path given to it, so that a test can trace what it opens. Prints one line of
// JSON for each: the code and the reason of its refusal, or null.
import { findFfmpeg } from '@variegate/runner';
import { MediaUnusableError } from '../errors.ts';
import { probe } from '../probe/probe.ts';

const ffmpeg = await findFfmpeg();
for (const path of process.argv.slice(2)) {
  const error = await probe(path, { ffmpeg }).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error !== null && !(error instanceof MediaUnusableError)) throw error;
  process.stdout.write(`${JSON.stringify({ path, reason: error?.reason ?? null })}\n`);
}
