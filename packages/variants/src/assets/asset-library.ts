import type { AssetFacts, AssetKind } from '@variegate/core-filters';
import { fingerprint } from '@variegate/inspect';
import { type OpenInput, openInput } from '@variegate/runner';
import { AssetUnavailableError } from '../errors.ts';
import { generatedFile } from './generated-file.ts';

/** Finds the assets of plans by their digests. */
export interface AssetLibrary {
  /**
   * Makes sure that every asset exists and is what a plan says of it.
   *
   * @throws {VARIANTS_ASSET_UNAVAILABLE} with the first that is not, and how to get it.
   */
  assertAvailable(assets: readonly AssetFacts[]): void;
  /**
   * Opens an asset for a program to read; what is opened has the digest that was asked for.
   *
   * @throws {VARIANTS_ASSET_UNAVAILABLE} when it is missing or has changed.
   */
  open(sha256: string, kind: AssetKind): Promise<OpenInput>;
}

/** A file with its facts. */
export interface AssetFile {
  readonly path: string;
  readonly facts: AssetFacts;
}

/** What finding assets takes. */
export interface AssetLibraryOptions {
  /** The user's own; the generated set is always there too. */
  readonly files: readonly AssetFile[];
  /** `null`: the user's folder for caches. */
  readonly cacheFolder: string | null;
  readonly signal?: AbortSignal | undefined;
}

/** A library of files that were looked at already, and of the generated set. */
export function assetLibrary({ files, cacheFolder, signal }: AssetLibraryOptions): AssetLibrary {
  const own = new Map(files.map(file => [file.facts.sha256, file]));
  return {
    assertAvailable(assets) {
      for (const asset of assets) {
        const known = own.get(asset.sha256)?.facts ?? generatedFile(asset.sha256)?.facts;
        if (known === undefined) throw notThere(asset.kind, asset.sha256);
        if (!areSame(known, asset)) {
          throw new AssetUnavailableError(
            `The plan says of the asset ${asset.sha256} that it is ${describe(asset)}, but it is ${describe(known)}.`,
          );
        }
      }
    },
    async open(sha256, kind) {
      const path = own.get(sha256)?.path ?? (await generatedFile(sha256)?.write(cacheFolder));
      if (path === undefined) throw notThere(kind, sha256);
      const input = await openInput(path, kind);
      try {
        const found = await fingerprint(input, { cacheFolder: cacheFolder ?? undefined, signal });
        if (found === sha256) return input;
        throw new AssetUnavailableError(
          `The asset "${path}" has changed: its SHA-256 is not ${sha256} any more.`,
        );
      } catch (error) {
        await input[Symbol.asyncDispose]();
        throw error;
      }
    },
  };
}

function areSame(one: AssetFacts, other: AssetFacts): boolean {
  return describe(one) === describe(other);
}

function notThere(kind: AssetKind, sha256: string): AssetUnavailableError {
  return new AssetUnavailableError(
    `The plan needs the ${kind} with the SHA-256 ${sha256}, which is neither generated nor in the assets folder. ` +
      'Put the file into a folder and name that folder as the option assets (--assets DIR).',
  );
}

const articles: Readonly<Record<AssetKind, string>> = {
  image: 'an image',
  video: 'a video',
  audio: 'audio',
};

function describe({ kind, width, height, durationSeconds, hasAudio }: AssetFacts): string {
  const size = kind === 'audio' ? '' : ` of ${width}x${height}`;
  const length = kind === 'image' ? '' : ` of ${durationSeconds.toFixed(3)} s`;
  const track = kind === 'video' ? ` with${hasAudio ? '' : 'out'} audio` : '';
  return `${articles[kind]}${size}${length}${track}`;
}
