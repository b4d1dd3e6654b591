import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** Shutdown signals: the first asks to finish what runs, the second to end it, and a third ends this process as it is. */
export interface Interrupts extends Disposable {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly drain: AbortSignal;
  /** Aborted by the second. */
  readonly kill: AbortSignal;
  /** The exit code of an interrupted command, or `null` before an interruption. */
  readonly exitCode: ExitCode | null;
}

/** How long what was begun may take to end after the second, before the process is ended as it is. */
const endWithinMs = 3000;

/** A terminal that sends a key press to every process of its group may do so twice; that is one wish. */
const sameWishMs = 100;

/**
 * Listens to SIGINT and SIGTERM until it is disposed of.
 *
 * @param onFirst - called when the first one has come.
 */
export function listenForInterrupts(onFirst: () => void): Interrupts {
  const drain = new AbortController();
  const kill = new AbortController();
  let exitCode: ExitCode | null = null;
  let lastWishMs = Number.NEGATIVE_INFINITY;
  let ending: NodeJS.Timeout | undefined;
  const listener = (signal: NodeJS.Signals) => {
    const isRepeat = performance.now() - lastWishMs < sameWishMs;
    if (isRepeat) return;
    lastWishMs = performance.now();
    if (exitCode === null) {
      exitCode = signal === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
      drain.abort(new Error(`Interrupted by ${signal}.`));
      onFirst();
    } else if (!kill.signal.aborted) {
      kill.abort(new Error(`Interrupted again by ${signal}.`));
      // What waits for a file system that does not answer would never end.
      ending = setTimeout(() => endAtOnce(signal), endWithinMs).unref();
    } else {
      endAtOnce(signal);
    }
  };
  const stop = () => {
    clearTimeout(ending);
    process.off('SIGINT', listener);
    process.off('SIGTERM', listener);
  };
  /** By the signal itself: leaving in any other way waits for threads that are stuck. */
  const endAtOnce = (signal: NodeJS.Signals) => {
    stop();
    process.kill(process.pid, signal);
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    drain: drain.signal,
    kill: kill.signal,
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]: stop,
  };
}
