import path from 'node:path';
import { assertNoLinkBelow, type BatchRequest } from '@variegate/workflow';

/**
 * Absolute path of the folder that a batch writes to.
 *
 * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when it, or a folder between it and the output root, has become a link: what that
 *   leads to is no result of the batch.
 */
export async function outputFolderOf(
  { outDir }: Pick<BatchRequest, 'outDir'>,
  outputRoot: string,
): Promise<string> {
  const folder = path.resolve(outputRoot, outDir);
  await assertNoLinkBelow(outputRoot, [folder]);
  return folder;
}
