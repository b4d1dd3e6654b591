import {
  type CompiledPlan,
  compilePlan,
  type MediaFacts,
  type Plan,
  serializeGraph,
} from '@variegate/core-filters';
import type { VariantJob } from '@variegate/variants';
import { resolveFile } from '@variegate/variants/internal';

/** How the encodes of baselines are set: as a user of ffmpeg would, who leaves the number of threads to it. */
type PlainEncode = Parameters<typeof compilePlan>[0]['encode'];

/** x264 takes 0 for as many threads as suit the machine, which is also what ffmpeg passes on by default. */
const defaultThreads = 0;

/** A plan as one filter per transformation, encoded with ffmpeg's default number of threads. */
export function compilePlain(plan: Plan, facts: MediaFacts, encode: PlainEncode): CompiledPlan {
  return compilePlan({
    plan,
    facts,
    encode: { ...encode, threads: defaultThreads },
    provenance: null,
    plain: true,
  });
}

/** The same for a whole job. */
export function compilePlainJob({ plan, source, settings }: VariantJob): CompiledPlan {
  return compilePlain(plan, source.facts, settings.encode);
}

/** The words after ffmpeg's global options that read what a command reads and write a file. */
export function plainArguments(
  { command }: CompiledPlan,
  inputWords: readonly string[],
  outputPath: string,
): string[] {
  return [
    ...[...inputWords, '-filter_complex', serializeGraph(command.graph, resolveFile)],
    ...[...command.outputArguments, '-y', `file:${outputPath}`],
  ];
}
