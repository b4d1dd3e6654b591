import { StringDecoder } from 'node:string_decoder';

/**
 * Cuts a stream of bytes into lines, at line feeds and carriage returns. A line longer than `maxLength` characters
 * is passed on in pieces, so that a flood without line ends takes no memory.
 */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  readonly #maxLength: number;
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  constructor(onLine: (line: string) => void, maxLength = 8192) {
    this.#onLine = onLine;
    this.#maxLength = maxLength;
  }

  write(chunk: Uint8Array): void {
    this.#take(this.#decoder.write(chunk));
  }

  /** Passes on what stands after the last line end. */
  end(): void {
    this.#take(this.#decoder.end());
    if (this.#rest !== '') this.#onLine(this.#rest);
    this.#rest = '';
  }

  #take(text: string): void {
    const lines = (this.#rest + text).split(/[\r\n]+/);
    this.#rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') this.#passOn(line);
    while (this.#rest.length > this.#maxLength) {
      this.#onLine(this.#rest.slice(0, this.#maxLength));
      this.#rest = this.#rest.slice(this.#maxLength);
    }
  }

  #passOn(line: string): void {
    for (let start = 0; start < line.length; start += this.#maxLength) {
      this.#onLine(line.slice(start, start + this.#maxLength));
    }
  }
}
