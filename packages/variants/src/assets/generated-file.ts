import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type AssetFacts, generatedAssets } from '@variegate/core-filters';
import { defaultCacheFolder, makeFolder, readRegularFile, writeFileAtomically } from '@variegate/runner';

/** An asset of the generated set, as a file. */
export interface GeneratedFile {
  readonly facts: AssetFacts;
  /**
   * Writes the file into the cache, unless it exists.
   *
   * @param cacheFolder - `null`: the user's folder for caches.
   * @returns its path.
   */
  write(cacheFolder: string | null): Promise<string>;
}

/** The generated asset with that digest, or `null`. */
export function generatedFile(sha256: string): GeneratedFile | null {
  const asset = generatedAssets.find(({ facts }) => facts.sha256 === sha256);
  if (asset === undefined) return null;
  const { name, facts, make } = asset;
  const fileName = `${name}-${sha256.slice(0, 12)}.${facts.kind === 'image' ? 'png' : 'wav'}`;
  return {
    facts,
    async write(cacheFolder) {
      const file = path.join(cacheFolder ?? defaultCacheFolder(), 'assets', fileName);
      if (await hasDigest(file, sha256)) return file;
      try {
        return await writeTo(file, make());
      } catch {
        // A cache that cannot be written to must not cost a variant, and neither must what another user has left.
        return writeTo(
          path.join(tmpdir(), `variegate-assets-${process.getuid?.() ?? 'own'}`, fileName),
          make(),
        );
      }
    },
  };
}

async function hasDigest(file: string, sha256: string): Promise<boolean> {
  const bytes = await readRegularFile(file).catch(() => null);
  return bytes !== null && createHash('sha256').update(bytes).digest('hex') === sha256;
}

async function writeTo(file: string, bytes: Uint8Array): Promise<string> {
  await makeFolder(path.dirname(file));
  await writeFileAtomically(file, bytes);
  return file;
}
