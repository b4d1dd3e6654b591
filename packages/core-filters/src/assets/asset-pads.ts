import type { CommandInput } from '../graph/ffmpeg-command.ts';
import type { FilterChain } from '../graph/filter-graph.ts';
import type { AssetFacts } from './asset-facts.ts';

/** The pad from which a fragment reads the video of an asset; each mention is a separate input. */
export function assetVideo({ sha256 }: Pick<AssetFacts, 'sha256'>): string {
  return `asset:${sha256}:v`;
}

/** The pad from which a fragment reads the audio of an asset; each mention is a separate input. */
export function assetAudio({ sha256 }: Pick<AssetFacts, 'sha256'>): string {
  return `asset:${sha256}:a`;
}

/** Chains in which every asset's pad has become the pad of an input, and those inputs in order. */
export interface BoundAssets {
  readonly chains: readonly FilterChain[];
  readonly inputs: readonly CommandInput[];
}

/**
 * Gives each mention of an asset an input of the command. Two mentions never share one: what one of them has not asked for
 * yet would pile up in memory while the other one reads on.
 *
 * @param first - number of the first input that is free.
 */
export function bindAssets(
  chains: readonly FilterChain[],
  assets: readonly AssetFacts[],
  first: number,
): BoundAssets {
  const bySha256 = new Map(assets.map(asset => [asset.sha256, asset]));
  const inputs: CommandInput[] = [];
  const bind = (label: string): string => {
    const [, sha256 = '', stream] = /^asset:([0-9a-f]{64}):([va])$/.exec(label) ?? [];
    const asset = bySha256.get(sha256);
    if (asset === undefined) return label;
    inputs.push(inputOf(asset));
    return `${first + inputs.length - 1}:${stream === 'v' ? 'V' : 'a'}:0`;
  };
  return { chains: chains.map(chain => ({ ...chain, inputs: chain.inputs.map(bind) })), inputs };
}

function inputOf({ kind, sha256 }: AssetFacts): CommandInput {
  // Clips and audio files loop; their reader says how much is wanted.
  return { kind, media: sha256, inputArguments: kind === 'image' ? [] : ['-stream_loop', '-1'] };
}
