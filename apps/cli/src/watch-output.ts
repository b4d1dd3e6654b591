import type { Terminal } from './terminal.ts';

/** Keeps an eye on whether what is printed arrives. */
export interface OutputWatch {
  /** Waits until everything printed has been written, and says whether any of it could not be. */
  hasFailed(): Promise<boolean>;
}

/**
 * Takes care of output that cannot be written. A reader such as `head` that closes the pipe early has what it wanted and must
 * not cost variants, so that is no failure. A full disk is: one sentence says so at once, and the work goes on, because
 * the variants are files of their own.
 */
export function watchOutput({ stdout, stderr }: Terminal): OutputWatch {
  let failed = false;
  const watch = (stream: NodeJS.WriteStream, name: string) => {
    let wasReported = false;
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      if (wasReported || code === 'EPIPE') return;
      wasReported = true;
      failed = true;
      if (stream !== stderr)
        stderr.write(`variegate: what is printed cannot be written to ${name} (${code ?? message}).\n`);
    });
  };
  watch(stdout, 'standard output');
  watch(stderr, 'standard error');
  return {
    async hasFailed() {
      // In this order: that of standard output adds a sentence to the other.
      for (const stream of [stdout, stderr]) await writtenOut(stream);
      return failed;
    },
  };
}

/** An error is reported a moment after its write, but never after that of a later one. */
async function writtenOut(stream: NodeJS.WriteStream): Promise<void> {
  // Even to write nothing fails on a full device, which is no failure where nothing was printed.
  if (stream.writableLength > 0) await new Promise<void>(resolve => stream.write('', () => resolve()));
  await new Promise(resolve => setImmediate(resolve));
}
