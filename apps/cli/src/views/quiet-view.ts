import type { Terminal } from '../terminal.ts';
import type { View } from './view.ts';

/** Shows nothing of a run; only what the command itself has to say. */
export class QuietView implements View {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  onEvent(): void {}

  onProgress(): void {}

  say(sentence: string): void {
    this.#terminal.stderr.write(`${sentence}\n`);
  }

  close(): void {}
}
