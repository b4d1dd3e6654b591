import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readCacheEntry, writeCacheEntry } from '../cache.ts';
import { openRegularFile } from '../input/read-regular-file.ts';
import { passedEnvironment } from '../process/environment.ts';

/** What an ffmpeg says of itself. */
export interface Capabilities {
  /** As ffmpeg writes it, such as `7.1` or `5.1.9-0+deb12u1`. */
  readonly version: string;
  /** Names of the filters. */
  readonly filters: ReadonlySet<string>;
  /** Names of the encoders. */
  readonly encoders: ReadonlySet<string>;
  /** Names of the output formats. */
  readonly muxers: ReadonlySet<string>;
}

/** A binary, and where what it can do is remembered. */
export interface BinaryInCache {
  readonly path: string;
  /** Another one as soon as the file is another one. */
  readonly identity: string;
  readonly cacheFolder: string;
}

/** Grows with every change of what an entry holds, or of how it is read from ffmpeg's answers. */
const entryVersion = 1;

/** The libraries of a binary may be replaced without it, so what it said is asked again the next day. */
const maxAgeMs = 24 * 3600 * 1000;

/**
 * What the binary of this identity can do: read from the user's cache, else asked for and kept there. Four starts of an
 * ffmpeg with all its libraries take half a second of processor time, which every command would pay.
 */
export async function rememberedCapabilities(
  { path, identity, cacheFolder }: BinaryInCache,
  ask: () => Promise<Capabilities>,
): Promise<Capabilities> {
  // What a script says depends on more than the script.
  if (!(await isBinary(path))) return ask();
  // Its libraries, which hold most of what it can do, are found by the environment.
  const known = [entryVersion, path, identity, passedEnvironment(process.env)];
  const entry = createHash('sha256').update(JSON.stringify(known)).digest('hex');
  const file = join(cacheFolder, 'ffmpeg', entry);
  const kept = await readCacheEntry(file);
  const remembered = kept === null ? null : parse(kept);
  if (remembered !== null) return remembered;
  const capabilities = await ask();
  await writeCacheEntry(file, Buffer.from(format(capabilities)));
  return capabilities;
}

interface Entry {
  readonly askedAtMs: number;
  readonly version: string;
  readonly filters: readonly string[];
  readonly encoders: readonly string[];
  readonly muxers: readonly string[];
}

function format({ version, filters, encoders, muxers }: Capabilities): string {
  const lists = { filters: [...filters], encoders: [...encoders], muxers: [...muxers] };
  return JSON.stringify({ askedAtMs: Date.now(), version, ...lists } satisfies Entry);
}

/** @returns `null` for an entry that is too old; that its bytes are those that were written is known. */
function parse(bytes: Buffer): Capabilities | null {
  const { askedAtMs, version, filters, encoders, muxers } = JSON.parse(bytes.toString()) as Entry;
  const age = Date.now() - askedAtMs;
  if (age < 0 || age > maxAgeMs) return null;
  return { version, filters: new Set(filters), encoders: new Set(encoders), muxers: new Set(muxers) };
}

async function isBinary(path: string): Promise<boolean> {
  try {
    await using file = await openRegularFile(path);
    const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.toString('latin1') !== '#!';
  } catch {
    // A file may be executed that may not be read.
    return false;
  }
}
