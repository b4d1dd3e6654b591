// A separate process that probes each path given to it, so that what it opens can be traced. Prints one line of JSON
// for each: the reason of its refusal, or null.
import { MediaUnusableError, probe } from '@variegate/inspect';
import { findFfmpeg, InputUnusableError } from '@variegate/runner';

const ffmpeg = await findFfmpeg({ afresh: true });
for (const argument of process.argv.slice(2)) {
  const [outcome] = await Promise.allSettled([probe(argument, { ffmpeg })]);
  const error = outcome.status === 'rejected' ? outcome.reason : null;
  const known = error instanceof MediaUnusableError || error instanceof InputUnusableError;
  if (error !== null && !known) throw error;
  const limit = error instanceof MediaUnusableError ? (error.limit?.name ?? null) : null;
  process.stdout.write(`${JSON.stringify({ argument, refusal: error?.reason ?? null, limit })}\n`);
}
