/** Waits for something to end, well or badly, but no longer than until a signal is aborted. */
export async function waitUnlessAborted(ending: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const abandoned = new Promise<void>(resolve => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  await Promise.race([Promise.allSettled([ending]), abandoned]);
}
