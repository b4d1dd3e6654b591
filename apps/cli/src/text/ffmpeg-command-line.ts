import { serializeGraph } from '@variegate/core-filters';
import { inputArguments } from '@variegate/runner';
import type { VariantJob } from '@variegate/variants';
import { resolveFile } from '@variegate/variants/internal';
import { shellQuote } from './shell-quote.ts';

/** A command line that renders a job by hand, without the limits and protections of a real run. */
export function ffmpegCommandLine(job: VariantJob): string {
  const { command } = job.compiled;
  const inputs = command.inputs.flatMap(input => [
    ...inputArguments(input.kind),
    ...input.inputArguments,
    ...['-i', input.media === 'source' ? `file:${job.source.path}` : input.media],
  ]);
  return shellQuote([
    ...['ffmpeg', '-hide_banner', '-nostdin', ...inputs],
    ...['-filter_complex', serializeGraph(command.graph, resolveFile)],
    ...command.outputArguments,
    `file:${job.output}`,
  ]);
}
