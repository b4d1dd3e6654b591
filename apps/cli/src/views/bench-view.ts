import type { BenchEvent } from '@variegate/benchmark';
import type { Terminal } from '../terminal.ts';
import { printable } from '../text/format.ts';

/** Shows a benchmark while it lasts. */
export interface BenchView {
  /** Takes in an event. */
  onEvent(event: BenchEvent): void;
  /** Shows a sentence that comes from the command itself. */
  say(sentence: string): void;
}

/** Every event as JSON where that was asked for, else a line on standard error for every run; warnings either way. */
export function benchView(json: boolean, { stdout, stderr }: Terminal): BenchView {
  const say = (sentence: string) => void stderr.write(`${printable(sentence)}\n`);
  let warned = false;
  let runsLeft = 0;
  return {
    say,
    onEvent(event) {
      if (json) stdout.write(`${JSON.stringify(event)}\n`);
      switch (event.type) {
        case 'machine-busy':
          if (!warned) say(event.message);
          warned = true;
          return;
        case 'bench-planned':
          runsLeft = event.runs;
          if (!json) say(`${event.runs} runs of ${event.variants} variants each, after a warm-up.`);
          return;
        case 'bench-run':
          runsLeft -= 1;
          if (!json) say(`${event.name}: ${event.wallSeconds.toFixed(1)} s (${runsLeft} to go)`);
          return;
        case 'bench-warmed-up':
        case 'summary':
          return;
      }
    },
  };
}
