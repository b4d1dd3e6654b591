import path from 'node:path';
import type { GraphPart } from '@variegate/core-filters';
import { makeFolder, storageFailure, writeFileAtomically } from '@variegate/runner';
import { planVariants, type VariantJob } from '@variegate/variants';
import type { CliCommand } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { listedFor } from '../options/listed-options.ts';
import { drawingOptions } from '../read-recipe.ts';
import { savedPlanOf } from '../saved-plan.ts';
import { ffmpegCommandLine } from '../text/ffmpeg-command-line.ts';
import { jsonText, printable } from '../text/format.ts';
import { symbols } from '../text/symbols.ts';
import { sentenceFor } from '../views/sentences.ts';

/** `variegate plan INPUT`. */
export const plan: CliCommand = {
  options: [...listedFor('plan'), 'importModule', 'explain', 'save', 'json', 'verbose'],
  examples: ['variegate plan clip.mp4 -n 3 --explain', 'variegate plan clip.mp4 -n 1 --save plans'],
  async run({ arguments: [input = ''], options, terminal: { stdout, stderr } }) {
    const jobs = await planVariants({
      ...(await drawingOptions(options)),
      input,
      onEvent: event => void stderr.write(`${sentenceFor(event)}\n`),
    });
    const json = options.json === true;
    for (const job of jobs) {
      const explanation = options.explain === true ? explain(job) : null;
      if (typeof options.save === 'string') await save(job, options.save);
      stdout.write(
        json ? `${JSON.stringify({ ...savedPlanOf(job), ...explanation })}\n` : describe(job, explanation),
      );
    }
    if (json) stdout.write(`${JSON.stringify({ type: 'summary', planned: jobs.length })}\n`);
    return exitCodes.ok;
  },
};

async function save(job: VariantJob, folder: string): Promise<void> {
  await makeFolder(path.resolve(folder)).catch((error: unknown) => {
    throw storageFailure(error, folder);
  });
  const file = path.join(folder, `${path.parse(job.output).name}.plan.json`);
  await writeFileAtomically(file, `${JSON.stringify(savedPlanOf(job), null, 2)}\n`);
}

interface Explanation {
  readonly command: string;
  readonly parts: readonly GraphPart[];
}

function explain(job: VariantJob): Explanation {
  return { command: ffmpegCommandLine(job), parts: job.compiled.parts };
}

function describe(job: VariantJob, explanation: Explanation | null): string {
  const { steps, rejected } = job.plan;
  const numbered = (step: number): string => `${step + 1} ${steps[step]?.name}`;
  const carried = ({ does, filters, steps: carriedSteps }: GraphPart): string =>
    `  ${does}: ${carriedSteps.map(numbered).join(', ')}${filters.length === 0 ? '' : ` ${symbols.arrow} ${filters.join(' ')}`}`;
  const lines = [
    `${printable(job.output)}: ${job.kind}, ${steps.length} steps`,
    ...steps.map(({ name, params }, index) => `  ${index + 1}. ${name} ${jsonText(params)}`),
    ...rejected.map(({ name, reason }) => `  not ${name}: ${reason}`),
    ...(explanation === null ? [] : ['', ...explanation.parts.map(carried), '', explanation.command]),
  ];
  return `${lines.join('\n')}\n\n`;
}
