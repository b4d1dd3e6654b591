import { createLogUpdate } from 'log-update';
import type { Terminal } from '../terminal.ts';

/** Shows how far `match` is. */
export interface MatchView {
  /** Takes in that one video more has its fingerprints. */
  onFingerprint(done: number, all: number): void;
  /** Takes the progress off the screen. */
  end(): void;
}

/** Time between two reports, in milliseconds: of a program that listens and of a screen, and of a log. */
const often = 1000;
const seldom = 10_000;

/** An object each second where JSON was asked for; else a line that changes, or, where no screen shows it, a line now and then. */
export function matchView(json: boolean, { stdout, stderr }: Terminal): MatchView {
  const isScreen = !json && stderr.isTTY;
  const line = isScreen ? createLogUpdate(stderr) : null;
  let reportedMs = performance.now();
  return {
    onFingerprint(done, all) {
      const isDue = performance.now() - reportedMs >= (json || isScreen ? often : seldom);
      if (!isDue && !(json && done === all)) return;
      reportedMs = performance.now();
      const text = `Fingerprints: ${done} of ${all} videos`;
      if (json) stdout.write(`${JSON.stringify({ type: 'match-progress', fingerprinted: done, of: all })}\n`);
      else if (line !== null) line(text);
      else stderr.write(`${text}\n`);
    },
    end() {
      line?.clear();
    },
  };
}
