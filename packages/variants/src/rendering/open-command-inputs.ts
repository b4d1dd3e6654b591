import type { FfmpegCommand } from '@variegate/core-filters';
import type { OpenInput } from '@variegate/runner';
import type { AssetLibrary } from '../assets/asset-library.ts';

/** The inputs of a command, in its order, until they are disposed of. */
export interface CommandInputs extends AsyncDisposable {
  readonly inputs: readonly OpenInput[];
}

/**
 * Opens what a command reads besides its source, which stays its owner's.
 *
 * @throws {VARIANTS_ASSET_UNAVAILABLE} when an asset is missing or has changed.
 */
export async function openCommandInputs(
  command: Pick<FfmpegCommand, 'inputs'>,
  source: OpenInput,
  assets: AssetLibrary,
): Promise<CommandInputs> {
  const inputs: OpenInput[] = [];
  const close = async () => {
    await Promise.all(inputs.filter(input => input !== source).map(input => input[Symbol.asyncDispose]()));
  };
  try {
    for (const { media, kind } of command.inputs) {
      inputs.push(media === 'source' ? source : await assets.open(media, kind));
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { inputs, [Symbol.asyncDispose]: close };
}
