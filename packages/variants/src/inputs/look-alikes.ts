import { createHash } from 'node:crypto';
import { read } from 'node:fs';
import { promisify } from 'node:util';
import { openInput } from '@variegate/runner';
import { pMapIterable } from 'p-map';

/** A file that may have the same bytes as another. */
export interface SizedFile {
  /** Absolute. */
  readonly path: string;
  /** Bytes, > 0. */
  readonly sizeBytes: number;
}

const readAt = promisify(read);

/** Bytes that are read at the beginning, in the middle and at the end of a file. */
const sampleBytes = 4096;

/** Files looked at together: enough to hide the latency of a network share. */
const concurrency = 8;

/**
 * Those of some files that may have the same bytes as another of them, without reading any to its end: their sizes agree, and so do
 * their beginnings, middles and ends. A file that cannot be read is among them, so that the read reports it.
 */
export async function lookAlikes<File extends SizedFile>(
  files: readonly File[],
  {
    inputRoot,
    signal,
  }: { readonly inputRoot?: string | undefined; readonly signal?: AbortSignal | undefined },
): Promise<readonly File[]> {
  const sampled = await Array.fromAsync(
    pMapIterable(
      severalBy(files, ({ sizeBytes }) => sizeBytes),
      async file => {
        signal?.throwIfAborted();
        return { file, sample: await sampleOf(file, inputRoot).catch(() => null) };
      },
      { concurrency },
    ),
  );
  const unread = sampled.filter(({ sample }) => sample === null);
  const read = sampled.filter(({ sample }) => sample !== null);
  return [...unread, ...severalBy(read, ({ file, sample }) => `${file.sizeBytes} ${sample}`)].map(
    ({ file }) => file,
  );
}

/** Items that have something in common with another. */
function severalBy<Item>(items: readonly Item[], keyOf: (item: Item) => unknown): readonly Item[] {
  return [...Map.groupBy(items, keyOf).values()].filter(({ length }) => length > 1).flat();
}

async function sampleOf({ path, sizeBytes }: SizedFile, root: string | undefined): Promise<string> {
  await using input = await openInput(path, 'video', { root });
  const hash = createHash('sha256');
  for (const position of [0, Math.floor(sizeBytes / 2), Math.max(0, sizeBytes - sampleBytes)]) {
    const buffer = Buffer.alloc(sampleBytes);
    await readAt(input.fd, buffer, 0, sampleBytes, position);
    hash.update(buffer);
  }
  return hash.digest('hex');
}
