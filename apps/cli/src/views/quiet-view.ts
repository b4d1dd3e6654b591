import type { VariegateEvent } from '@variegate/variants';
import type { Terminal } from '../terminal.ts';
import { sentenceFor } from './sentences.ts';
import type { View } from './view.ts';

/** Shows nothing of a run but that it is not made as it was asked for, and what the command itself has to say. */
export class QuietView implements View {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  onEvent(event: VariegateEvent): void {
    if (event.type === 'encoder-unavailable' || event.type === 'memory-limit-exceeded')
      this.say(String(sentenceFor(event)));
  }

  onProgress(): void {}

  say(sentence: string): void {
    this.#terminal.stderr.write(`${sentence}\n`);
  }

  close(): void {}
}
