/** One packet in a Matroska stream. */
export interface MatroskaBlock {
  /** 1 for the first stream that was mapped, 2 for the second. */
  readonly track: number;
  /** Presentation time. */
  readonly milliseconds: number;
  readonly data: Uint8Array;
}

const ids = {
  segment: 0x18538067,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
  blockGroup: 0xa0,
  block: 0xa1,
} as const;

/** Tags and cues, which may stand behind the last cluster. */
const closingElements: readonly number[] = [0x1254c367, 0x1c53bb6b];

/**
 * Reads packets from a Matroska stream as ffmpeg's muxer writes it to a pipe, chunk by chunk. A packet's bytes
 * are copied once; nothing else is kept.
 *
 * What follows the document on the same pipe is kept aside: only a name of four known bytes continues the document.
 * @see https://www.rfc-editor.org/rfc/rfc9559
 */
export class MatroskaReader {
  readonly #parser: Generator<number, void, Uint8Array>;
  readonly #rest: Uint8Array[] = [];
  #wanted = new Uint8Array(0);
  #filled = 0;
  #ended = false;

  /** @param onBlock Called with each packet; its data stay valid. */
  constructor(onBlock: (block: MatroskaBlock) => void) {
    this.#parser = parseDocument(onBlock, bytes => this.#rest.push(bytes));
    this.#want(this.#parser.next());
  }

  /** @throws {SyntaxError} When the bytes are no such stream. */
  write(chunk: Uint8Array): void {
    let at = 0;
    while (at < chunk.length && !this.#ended) {
      const part = chunk.subarray(at, at + this.#wanted.length - this.#filled);
      this.#wanted.set(part, this.#filled);
      this.#filled += part.length;
      at += part.length;
      if (this.#filled === this.#wanted.length) this.#want(this.#parser.next(this.#wanted));
    }
    if (at < chunk.length) this.#rest.push(Uint8Array.from(chunk.subarray(at)));
  }

  /** Everything that came after the document. */
  trailingBytes(): Uint8Array {
    return Buffer.concat(this.#ended ? this.#rest : [this.#wanted.subarray(0, this.#filled)]);
  }

  #want(step: IteratorResult<number, void>): void {
    this.#ended = step.done === true;
    this.#wanted = new Uint8Array(step.done === true ? 0 : step.value);
    this.#filled = 0;
  }
}

/** Yields how many bytes it needs next and is given them. */
type Parsing<Result> = Generator<number, Result, Uint8Array>;

function* parseDocument(
  onBlock: (block: MatroskaBlock) => void,
  onForeignBytes: (bytes: Uint8Array) => void,
): Parsing<void> {
  for (let id = 0; id !== ids.cluster; ) {
    id = yield* readName();
    const { value: size } = yield* readSize();
    if (id === ids.cluster) yield* parseCluster(size, onBlock);
    // The segment's size is unknown on a pipe; its children follow.
    else if (id !== ids.segment) yield* skip(size);
  }
  for (;;) {
    const name = yield 4;
    const id = beNumber(name);
    if (id === ids.cluster) {
      yield* parseCluster((yield* readSize()).value, onBlock);
    } else if (closingElements.includes(id)) {
      yield* skip((yield* readSize()).value);
    } else {
      onForeignBytes(name);
      return;
    }
  }
}

function* parseCluster(size: number, onBlock: (block: MatroskaBlock) => void): Parsing<void> {
  let left = size;
  let clusterTime = 0;
  while (left > 0) {
    const id = (yield 1)[0] ?? 0;
    const { value, length } = yield* readSize();
    left -= 1 + length;
    if (id === ids.blockGroup) continue;
    left -= value;
    if (id === ids.timestamp) clusterTime = beNumber(yield value);
    else if (id === ids.simpleBlock || id === ids.block) onBlock(readBlock(yield value, clusterTime));
    else yield* skip(value);
  }
}

/** Track number, time relative to the cluster as a signed 16-bit number, flags, data. */
function readBlock(bytes: Uint8Array, clusterTime: number): MatroskaBlock {
  const relative = ((((bytes[1] ?? 0) << 8) | (bytes[2] ?? 0)) << 16) >> 16;
  return { track: (bytes[0] ?? 0) & 0x7f, milliseconds: clusterTime + relative, data: bytes.subarray(4) };
}

function* readName(): Parsing<number> {
  const first = yield 1;
  const length = sizeLength(first[0] ?? 0);
  return beNumber(length > 1 ? Buffer.concat([first, yield length - 1]) : first);
}

function* readSize(): Parsing<{ readonly value: number; readonly length: number }> {
  const first = yield 1;
  const length = sizeLength(first[0] ?? 0);
  const rest = length > 1 ? yield length - 1 : new Uint8Array(0);
  return { value: sizeValue(Buffer.concat([first, rest])), length };
}

function sizeLength(firstByte: number): number {
  const length = Math.clz32(firstByte) - 23;
  if (length > 8) throw new SyntaxError('The decoded stream is not Matroska.');
  return length;
}

function sizeValue(bytes: Uint8Array): number {
  const marked = Uint8Array.from(bytes);
  marked[0] = (marked[0] ?? 0) & (0xff >>> bytes.length);
  return beNumber(marked);
}

function beNumber(bytes: Uint8Array): number {
  return bytes.reduce((value, byte) => value * 256 + byte, 0);
}

const largestSkip = 1 << 16;

function* skip(size: number): Parsing<void> {
  for (let left = size; left > 0; left -= largestSkip) yield Math.min(left, largestSkip);
}
