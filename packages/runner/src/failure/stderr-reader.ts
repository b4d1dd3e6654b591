import { type BenchmarkFacts, parseBenchmarkLine } from '../process/benchmark-lines.ts';
import { LineSplitter } from '../process/line-splitter.ts';
import { TailBuffer } from '../process/tail-buffer.ts';
import { rankOfLine, type StderrMeaning, stderrTable } from './stderr-table.ts';

/** Bytes of standard error that are kept. */
const tailBytes = 32 * 1024;

const informational = /^(?:\[[^\]]+\] )*\[(?:info|verbose|debug|trace)\] /;

/** Reads standard error to its end: keeps its tail, ffmpeg's own measurements, and what it says about causes. */
export class StderrReader {
  readonly #tail = new TailBuffer(tailBytes);
  readonly #splitter = new LineSplitter(line => this.#read(line));
  #benchmark: BenchmarkFacts = {};
  #rank: number | null = null;
  #line: string | null = null;

  write(chunk: Uint8Array): void {
    this.#splitter.write(chunk);
  }

  end(): void {
    this.#splitter.end();
  }

  get tail(): string {
    return this.#tail.toString();
  }

  get benchmark(): BenchmarkFacts {
    return this.#benchmark;
  }

  /** The strongest meaning so far, and the first line that had it. */
  get cause(): { readonly meaning: StderrMeaning | null; readonly line: string | null } {
    return {
      meaning: this.#rank === null ? null : (stderrTable[this.#rank]?.meaning ?? null),
      line: this.#line,
    };
  }

  #read(line: string): void {
    const facts = parseBenchmarkLine(line, process.platform);
    if (facts !== null) this.#benchmark = { ...this.#benchmark, ...facts };
    if (informational.test(line)) return;
    this.#tail.append(line);
    const rank = rankOfLine(line);
    if (rank !== null && (this.#rank === null || rank < this.#rank)) {
      this.#rank = rank;
      this.#line = line;
    }
  }
}
