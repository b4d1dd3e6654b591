const pollMs = 250;

/**
 * Calls back when the shell that npm put between itself and this process is gone. npm sends a signal that it gets to
 * that shell alone, and most shells die of it without a word to their child. Outside npm, nothing is watched: a user
 * who starts this from a shell and leaves the shell wants it to continue.
 * @param {() => void} onOrphaned
 * @returns {() => void} stops watching
 */
export function watchForOrphaning(onOrphaned) {
  const { npm_lifecycle_event } = process.env;
  if (npm_lifecycle_event === undefined || process.platform === 'win32') return () => {};
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onOrphaned();
  }, pollMs);
  return () => clearInterval(watch);
}
