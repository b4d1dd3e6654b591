import { type Dataset, referencesOf } from '../dataset/dataset.ts';
import {
  type ExportFolder,
  type Medium,
  mediumOfSource,
  mediumOfVariant,
  readMedium,
} from './export-folder.ts';
import { type TarEntry, tarStream } from './tar-shard.ts';
import { describeSource, describeVariant } from './write-tables.ts';

/** A shard is closed before the sample that would make it larger; a larger sample has a shard of its own. */
const shardBytes = 1_000_000_000;

/** What a sample is made of. */
interface Sample {
  /** Without a dot: what is behind the first one is the kind of the file. */
  readonly key: string;
  readonly about: object;
  /** Checks the file just before it is read. */
  readonly medium: () => Promise<Medium>;
}

/** Shards of samples, a JSON object and the video each: the variants, and the references. */
export async function writeWebdataset(
  dataset: Dataset,
  folder: ExportFolder,
  signal?: AbortSignal,
  largestShard = shardBytes,
): Promise<void> {
  const options = { folder, signal, largestShard };
  const variants = dataset.variants.map(variant => ({
    key: variant.queryId,
    about: describeVariant(variant),
    medium: () => mediumOfVariant(dataset.dir, variant),
  }));
  await writeShards('variants', variants, options);
  const references = referencesOf(dataset);
  const samples = references.map(source => ({
    key: source.refId,
    about: describeSource(source),
    medium: () => mediumOfSource(source, signal),
  }));
  await writeShards('references', samples, options);
}

interface ShardOptions {
  readonly folder: ExportFolder;
  readonly signal: AbortSignal | undefined;
  readonly largestShard: number;
}

async function writeShards(name: string, samples: Iterable<Sample>, options: ShardOptions): Promise<void> {
  const { folder, signal, largestShard } = options;
  const waiting = new Waiting(entriesOf(samples, folder.media === 'none', signal));
  for (let shard = 0; (await waiting.peek()) !== null; shard++) {
    const file = `${name}-${String(shard).padStart(6, '0')}.tar`;
    await folder.writeStream(file, tarStream(shardOf(waiting, largestShard)));
  }
}

/** The files of samples, those of one sample together. */
async function* entriesOf(
  samples: Iterable<Sample>,
  withoutMedia: boolean,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly TarEntry[]> {
  for (const { key, about, medium } of samples) {
    signal?.throwIfAborted();
    const text = Buffer.from(JSON.stringify(about));
    const entries: TarEntry[] = [{ name: `${key}.json`, bytes: text.length, data: [text] }];
    if (!withoutMedia) {
      const found = await medium();
      entries.push({ name: `${key}${found.extension}`, bytes: found.bytes, data: readMedium(found) });
    }
    yield entries;
  }
}

/** One sample ahead, so that a shard can end before it. */
class Waiting {
  readonly #entries: AsyncGenerator<readonly TarEntry[]>;
  #next: readonly TarEntry[] | null = null;

  constructor(entries: AsyncGenerator<readonly TarEntry[]>) {
    this.#entries = entries;
  }

  async peek(): Promise<readonly TarEntry[] | null> {
    if (this.#next === null) {
      const { value, done } = await this.#entries.next();
      this.#next = done === true ? null : value;
    }
    return this.#next;
  }

  take(): void {
    this.#next = null;
  }
}

async function* shardOf(waiting: Waiting, largestShard: number): AsyncGenerator<TarEntry> {
  let bytes = 0;
  for (let entries = await waiting.peek(); entries !== null; entries = await waiting.peek()) {
    const added = entries.reduce((sum, entry) => sum + entry.bytes, 0);
    if (bytes > 0 && bytes + added > largestShard) return;
    waiting.take();
    bytes += added;
    yield* entries;
  }
}
