import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { AssetFacts } from '@variegate/core-filters';
import { probeAsset } from '@variegate/inspect';
import type { Ffmpeg } from '@variegate/runner';
import pMap from 'p-map';
import { AssetUnavailableError, OptionInvalidError } from '../errors.ts';
import { videoExtensions } from '../inputs/expand-inputs.ts';
import type { HostMemory } from '../machine/host-memory.ts';
import type { RunOptions } from '../options/run-options.ts';
import { type AssetFile, type AssetLibrary, assetLibrary } from './asset-library.ts';

/** What opening the assets of a run takes. */
export interface OpenAssetsOptions extends Pick<RunOptions, 'assetsFolder' | 'cacheFolder' | 'limits'> {
  readonly ffmpeg: Ffmpeg;
  readonly memory: HostMemory;
  readonly signal?: AbortSignal | undefined;
}

/** The assets of a run. */
export interface OpenedAssets {
  readonly library: AssetLibrary;
  /** What plans are drawn from, in the order of their digests; `undefined` where that is the generated set. */
  readonly drawn: readonly AssetFacts[] | undefined;
  /** The same by the names of their files, which recipes may name. */
  readonly byName: ReadonlyMap<string, AssetFacts>;
}

/** File name endings that count as assets; what a file is follows from its content. */
const extensions = new Set<string>(['png', 'jpg', 'jpeg', 'wav', 'mp3', ...videoExtensions]);

/**
 * Probes every image, audio file and video of the assets folder, if there is one. Its own folders are not searched.
 *
 * @throws {VARIANTS_OPTION_INVALID} when there is no such folder.
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when there is nothing in it, or a file that cannot be used.
 */
export async function openAssets(options: OpenAssetsOptions): Promise<OpenedAssets> {
  const { assetsFolder, cacheFolder, signal } = options;
  if (assetsFolder === null)
    return { library: assetLibrary({ files: [], cacheFolder, signal }), drawn: undefined, byName: new Map() };
  const names = await mediaNames(assetsFolder);
  const files = await pMap(names, name => probeFile(path.resolve(assetsFolder, name), options), {
    concurrency: 2,
  });
  // Equal content is one asset, whatever it is called; and the order of names must not matter.
  const byDigest = new Map(files.map(file => [file.facts.sha256, file.facts]));
  const drawn = [...byDigest.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  const byName = new Map(files.map(file => [path.basename(file.path), file.facts]));
  return { library: assetLibrary({ files, cacheFolder, signal }), drawn, byName };
}

async function mediaNames(folder: string): Promise<readonly string[]> {
  let entries: readonly string[];
  try {
    entries = await readdir(folder);
  } catch {
    throw new OptionInvalidError('assets', 'the path of a folder', folder);
  }
  const names = entries.filter(name => {
    return !name.startsWith('.') && extensions.has(path.extname(name).slice(1).toLowerCase());
  });
  if (names.length > 0) return names.toSorted();
  throw new AssetUnavailableError(
    `There is no image (PNG, JPEG), no audio (WAV, MP3) and no video in the assets folder "${folder}".`,
  );
}

async function probeFile(
  file: string,
  { ffmpeg, memory, limits, cacheFolder, signal }: OpenAssetsOptions,
): Promise<AssetFile> {
  try {
    const options = { ffmpeg, limits, cacheFolder: cacheFolder ?? undefined, signal };
    const facts = await memory.runProbe(maxMemoryBytes => probeAsset(file, { ...options, maxMemoryBytes }));
    return { path: file, facts };
  } catch (cause) {
    signal?.throwIfAborted();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AssetUnavailableError(`An asset cannot be used: ${reason}`, { cause });
  }
}
