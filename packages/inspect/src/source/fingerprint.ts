import { createHash } from 'node:crypto';
import { type BigIntStats, fstat } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  defaultCacheFolder,
  type OpenInput,
  readCacheEntry,
  sha256Of,
  writeCacheEntry,
} from '@variegate/runner';
import { borrowInput } from '../borrow-input.ts';

/** How a file is fingerprinted. */
export interface FingerprintOptions {
  /** Folder of the cache; made where it is missing. @default defaultCacheFolder() */
  readonly cacheFolder?: string | undefined;
  /** Called once a second while the file is read, and at its end where that took longer than a second. */
  readonly onProgress?: ((progress: HashProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** How far the reading of a file is. */
export interface HashProgress {
  /** Read so far, in bytes. */
  readonly hashedBytes: number;
  /** Size of the file, in bytes. */
  readonly totalBytes: number;
}

/**
 * The SHA-256 of a whole file, 64 lower-case hex digits. Cached by device, inode, size and times of change, so
 * that only a file that has changed is read again.
 *
 * @throws {RUNNER_INPUT_UNUSABLE} when the path is missing, a folder, not a regular file, empty, or not readable.
 */
export async function fingerprint(
  file: string | OpenInput,
  options: FingerprintOptions = {},
): Promise<string> {
  options.signal?.throwIfAborted();
  await using borrowed = await borrowInput(file);
  const { fd } = borrowed.input;
  const before = await statsOf(fd);
  const cached = await readEntry(before, options);
  if (cached !== null) return cached;

  const totalBytes = Number(before.size);
  const reports = options.onProgress === undefined ? undefined : everySecond(totalBytes, options.onProgress);
  const digest = await sha256Of(fd, options.signal, reports);
  const after = await statsOf(fd);
  if (identityOf(before) === identityOf(after) && isAtRest(after))
    await writeCacheEntry(entryPath(before, options), digest);
  return digest.toString('hex');
}

/** The fingerprint of a file where it is cached, without reading the file; `null` where it is not. */
export async function cachedFingerprint(
  { fd }: OpenInput,
  options: FingerprintOptions,
): Promise<string | null> {
  return readEntry(await statsOf(fd), options);
}

async function readEntry(stats: BigIntStats, options: FingerprintOptions): Promise<string | null> {
  const entry = await readCacheEntry(entryPath(stats, options));
  return entry === null ? null : entry.toString('hex');
}

function entryPath(stats: BigIntStats, { cacheFolder }: FingerprintOptions): string {
  return join(cacheFolder ?? defaultCacheFolder(), 'fingerprints', identityOf(stats));
}

/** Passes on what a listener should hear of the bytes that have been read. */
function everySecond(
  totalBytes: number,
  report: (progress: HashProgress) => void,
): (hashedBytes: number) => void {
  let dueMs = performance.now() + 1000;
  let hasReported = false;
  return hashedBytes => {
    const isDue = performance.now() >= dueMs;
    if (!isDue && !(hasReported && hashedBytes >= totalBytes)) return;
    dueMs = performance.now() + 1000;
    hasReported = true;
    report({ hashedBytes, totalBytes });
  };
}

const fstatOf = promisify(fstat) as (fd: number, options: { readonly bigint: true }) => Promise<BigIntStats>;

function statsOf(fd: number): Promise<BigIntStats> {
  return fstatOf(fd, { bigint: true });
}

/** A name for this state of this file. The time of change of the inode catches a restored modification time. */
function identityOf({ dev, ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return createHash('sha256').update([dev, ino, size, mtimeNs, ctimeNs].join(':')).digest('hex');
}

/** Nanoseconds after which a further write is sure to give a file another time, on every common file system. */
const coarsestClockTick = 2_000_000_000n;

/** A file that was written to a moment ago can be written to again without its time changing. */
function isAtRest({ mtimeNs, ctimeNs }: BigIntStats): boolean {
  const now = BigInt(Date.now()) * 1_000_000n;
  return now - mtimeNs > coarsestClockTick && now - ctimeNs > coarsestClockTick;
}
