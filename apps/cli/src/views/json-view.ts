import type { VariegateEvent } from '@variegate/variants';
import type { Terminal } from '../terminal.ts';
import type { View } from './view.ts';

/** Every event as a line of JSON on standard output; nothing else goes there. */
export class JsonView implements View {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  onEvent(event: VariegateEvent): void {
    this.#terminal.stdout.write(`${JSON.stringify(event)}\n`);
  }

  onProgress(): void {}

  say(sentence: string): void {
    this.#terminal.stderr.write(`${sentence}\n`);
  }

  close(): void {}
}
