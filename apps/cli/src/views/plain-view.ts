import type { Progress, VariegateEvent } from '@variegate/variants';
import type { Terminal } from '../terminal.ts';
import { printable } from '../text/format.ts';
import { hashingText, progressText, sentenceFor, totalText } from './sentences.ts';
import type { View } from './view.ts';

const everyMs = 5000;

/** Lines on standard error, for logs: every change of state, and how far things are every five seconds. */
export class PlainView implements View {
  readonly #terminal: Terminal;
  readonly #shownAtMs = new Map<string, number>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  onEvent(event: VariegateEvent): void {
    const sentence = sentenceFor(event);
    if (sentence !== null) this.say(sentence);
    if (event.type === 'batch-planned') this.#isDue('total');
    else if (event.type === 'input-hashing') {
      if (this.#isDue(event.source)) this.say(hashingText(event));
    } else if (event.type === 'variant-started') this.#isDue(event.id);
    else if (event.type === 'variant-progress' && this.#isDue(event.id)) {
      this.say(`${printable(event.output)} ${progressText(event)}`);
    } else if ('id' in event && event.id !== null && event.type !== 'variant-progress') {
      this.#shownAtMs.delete(event.id);
    }
  }

  onProgress(progress: Progress): void {
    if (progress.running > 0 && this.#isDue('total')) this.say(totalText(progress));
  }

  say(sentence: string): void {
    this.#terminal.stderr.write(`${sentence}\n`);
  }

  close(): void {}

  #isDue(what: string): boolean {
    const nowMs = performance.now();
    if (nowMs - (this.#shownAtMs.get(what) ?? Number.NEGATIVE_INFINITY) < everyMs) return false;
    this.#shownAtMs.set(what, nowMs);
    return true;
  }
}
