import type { FfmpegCommand } from '@variegate/core-filters';
import { inputArguments } from '@variegate/runner';
import { assetLibrary } from '@variegate/variants/internal';
import type { CheckContext } from '../checks/check.ts';

/** The words of a command line that name what a command reads, assets by their place in the cache. */
export async function inputWords(
  command: Pick<FfmpegCommand, 'inputs'>,
  source: string,
  { cacheFolder, signal }: Pick<CheckContext, 'cacheFolder' | 'signal'>,
): Promise<readonly string[]> {
  const assets = assetLibrary({ files: [], cacheFolder, signal });
  const all: string[] = [];
  for (const { kind, media, inputArguments: words } of command.inputs) {
    await using asset = media === 'source' ? null : await assets.open(media, kind);
    all.push(...inputArguments(kind), ...words, '-i', asset?.path ?? source);
  }
  return all;
}
