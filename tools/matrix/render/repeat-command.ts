import { compilePlan, defaultEncodeSettings, type Plan, serializeGraph } from '@variegate/core-filters';
import { probe } from '@variegate/inspect';
import type { RenderSettings } from '@variegate/variants';
import { resolveFile } from '@variegate/variants/internal';
import { rootFolder } from '../../provision/workspace.mjs';
import type { CheckContext } from '../checks/check.ts';
import { inputWords } from './input-words.ts';

/** A render that is to be repeated. */
export interface RepeatedRender {
  readonly plan: Plan;
  /** Absolute path of the source. */
  readonly source: string;
  /** @default those of the product, with a fused graph */
  readonly settings?: Partial<RenderSettings>;
}

/** The command that renders a plan by hand, from the root of the checkout, with the ffmpeg in question as `ffmpeg`. */
export async function repeatCommand(
  { plan, source, settings = {} }: RepeatedRender,
  context: CheckContext,
): Promise<string> {
  const { reference, signal } = context;
  const { facts } = await probe(source, { ffmpeg: reference.ffmpeg, signal });
  const { encode = defaultEncodeSettings, plainGraph: plain = false, normalization } = settings;
  const { command } = compilePlan({ plan, facts, encode, plain, normalization, provenance: null });
  const inputs = await inputWords(command, source, context);
  const graph = serializeGraph(command.graph, resolveFile);
  const output = ['-filter_complex', graph, ...command.outputArguments, '-y', `out.${command.container}`];
  return ['ffmpeg', '-hide_banner', '-nostdin', ...inputs, ...output]
    .map(word => quoted(word.replaceAll(rootFolder, '')))
    .join(' ');
}

/** A word as a shell reads it back. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
