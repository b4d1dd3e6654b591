import path from 'node:path';
import { fingerprint } from '@variegate/inspect';
import { openInput, readOwnText } from '@variegate/runner';
import { z } from 'zod';
import { InputsUnusableError } from '../errors.ts';

/** A manifest is read whole, and takes several times its size in memory. */
const maxMebibytes = 256;

const manifestSchema = z.object({
  sources: z.array(z.object({ fingerprint: z.string().optional() })),
  run: z.object({ sources: z.array(z.object({ path: z.string() })) }),
});

/**
 * Finds the source of a record by the manifest beside it: that of the output folder whose record it is, or one in the same folder.
 *
 * @param recordPath - of the record
 * @param sha256 - of the source, as the record has it
 * @returns absolute path of a file with these very bytes
 * @throws {VARIANTS_INPUTS_UNUSABLE} when no manifest names one, or what lies there is another file by now.
 */
export async function findSourceOfRecord(
  recordPath: string,
  sha256: string,
  signal?: AbortSignal,
): Promise<string> {
  const folder = path.dirname(path.resolve(recordPath));
  const places = [path.join(folder, '..', '..', 'manifest.json'), path.join(folder, 'manifest.json')];
  for (const manifest of places) {
    const source = await sourceIn(manifest, sha256);
    if (source === null) continue;
    await assertSame(source, sha256, signal);
    return source;
  }
  throw new InputsUnusableError(
    `No manifest beside the record "${recordPath}" names its source, the file of SHA-256 ${sha256}.`,
  );
}

async function sourceIn(manifest: string, sha256: string): Promise<string | null> {
  const text = await readOwnText(manifest, { maxMebibytes }).catch(() => null);
  if (text === null) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { data } = manifestSchema.safeParse(value);
  const at = data?.sources.findIndex(source => source.fingerprint === sha256) ?? -1;
  return data?.run.sources[at]?.path ?? null;
}

async function assertSame(source: string, sha256: string, signal: AbortSignal | undefined): Promise<void> {
  await using input = await openInput(source, 'video');
  if ((await fingerprint(input, { signal })) === sha256) return;
  throw new InputsUnusableError(
    `"${source}" is another file by now than the one that the record was made of (SHA-256 ${sha256}).`,
  );
}
