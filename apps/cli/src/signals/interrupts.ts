import { type ExitCode, exitCodes } from '../exit-codes.ts';

/** Shutdown signals: the first asks to finish what runs, the second to end it. */
export interface Interrupts extends Disposable {
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly drain: AbortSignal;
  /** Aborted by the second. */
  readonly kill: AbortSignal;
  /** The exit code of an interrupted command, or `null` before an interruption. */
  readonly exitCode: ExitCode | null;
}

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
  let firstAtMs = 0;
  const listener = (signal: NodeJS.Signals) => {
    if (exitCode === null) {
      exitCode = signal === 'SIGTERM' ? exitCodes.terminated : exitCodes.interrupted;
      firstAtMs = performance.now();
      drain.abort(new Error(`Interrupted by ${signal}.`));
      onFirst();
    } else if (performance.now() - firstAtMs > sameWishMs) {
      kill.abort(new Error(`Interrupted again by ${signal}.`));
    }
  };
  process.on('SIGINT', listener);
  process.on('SIGTERM', listener);
  return {
    drain: drain.signal,
    kill: kill.signal,
    get exitCode() {
      return exitCode;
    },
    [Symbol.dispose]() {
      process.off('SIGINT', listener);
      process.off('SIGTERM', listener);
    },
  };
}
