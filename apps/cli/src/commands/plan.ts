import path from 'node:path';
import { writeFileAtomically } from '@variegate/runner';
import { makeFolder, planVariants, type VariantJob } from '@variegate/variants';
import { exitCodes } from '../exit-codes.ts';
import { libraryOptions } from '../options/library-options.ts';
import { savedPlanOf } from '../saved-plan.ts';
import { ffmpegCommandLine } from '../text/ffmpeg-command-line.ts';
import { printable } from '../text/format.ts';
import type { CliCommand } from './cli-command.ts';

/** `variegate plan INPUT`. */
export const plan: CliCommand = {
  name: 'plan',
  summary: 'show the plans of a video, and render nothing',
  arguments: [{ syntax: '<input>', description: 'the video' }],
  options: [
    ...(['count', 'strategy', 'seed', 'level', 'only', 'exclude', 'controls', 'assets'] as const),
    ...([
      'encoder',
      'preset',
      'crf',
      'format',
      'threads',
      'provenance',
      'plainGraph',
      'ffmpeg',
      'skipMissing',
    ] as const),
    ...(['maxDuration', 'maxPixels', 'maxStreams', 'maxFps', 'allowVariants'] as const),
    ...(['explain', 'save', 'json', 'verbose'] as const),
  ],
  examples: ['variegate plan clip.mp4 -n 3 --explain', 'variegate plan clip.mp4 -n 1 --save plans'],
  async run({ arguments: [input = ''], options, terminal: { stdout } }) {
    const jobs = await planVariants({ ...libraryOptions(options), input });
    const json = options.json === true;
    for (const job of jobs) {
      const command = options.explain === true ? ffmpegCommandLine(job) : null;
      if (typeof options.save === 'string') await save(job, options.save);
      stdout.write(json ? `${JSON.stringify({ ...savedPlanOf(job), command })}\n` : describe(job, command));
    }
    if (json) stdout.write(`${JSON.stringify({ type: 'summary', planned: jobs.length })}\n`);
    return exitCodes.ok;
  },
};

async function save(job: VariantJob, folder: string): Promise<void> {
  await makeFolder(path.resolve(folder));
  const file = path.join(folder, `${path.parse(job.output).name}.plan.json`);
  await writeFileAtomically(file, `${JSON.stringify(savedPlanOf(job), null, 2)}\n`);
}

function describe(job: VariantJob, command: string | null): string {
  const { steps, rejected } = job.plan;
  const lines = [
    `${printable(job.output)}: ${steps.length} steps`,
    ...steps.map(({ name, params }, index) => `  ${index + 1}. ${name} ${JSON.stringify(params)}`),
    ...rejected.map(({ name, reason }) => `  not ${name}: ${reason}`),
    ...(command === null ? [] : ['', command]),
  ];
  return `${lines.join('\n')}\n\n`;
}
