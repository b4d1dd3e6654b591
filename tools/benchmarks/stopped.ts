const stop = new AbortController();

/** Aborted by the first SIGINT or SIGTERM of this process, whose exit code says which. */
export const stopped: AbortSignal = stop.signal;

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
    stop.abort(new Error(`Interrupted by ${signal}.`));
  });
}
