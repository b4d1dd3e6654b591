import { rankOfLine, type StderrMeaning, stderrTable } from '../failure/stderr-table.ts';
import { LineSplitter } from './line-splitter.ts';
import { TailBuffer } from './tail-buffer.ts';

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

/** What ffmpeg says about itself with `-benchmark`, as far as it has been read. */
export interface BenchmarkFacts {
  /** User plus system time, in seconds. */
  readonly cpuSeconds?: number;
  /** Highest resident size, in bytes. */
  readonly peakMemoryBytes?: number;
}

const times = /bench: utime=(\d+(?:\.\d+)?)s stime=(\d+(?:\.\d+)?)s/;
const memory = /bench: maxrss=(\d+)\s?(?:kB|KiB)/;

/** The facts that one line of standard error carries, or `null` where it is not a line of `-benchmark`. */
export function parseBenchmarkLine(line: string, platform: NodeJS.Platform): BenchmarkFacts | null {
  const time = times.exec(line);
  if (time !== null) return { cpuSeconds: Number(time[1]) + Number(time[2]) };
  const peak = memory.exec(line);
  if (peak === null) return null;
  // ffmpeg takes getrusage's figure for kilobytes everywhere; macOS counts in bytes.
  return { peakMemoryBytes: Number(peak[1]) * (platform === 'darwin' ? 1 : 1024) };
}
