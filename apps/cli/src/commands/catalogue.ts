import {
  describeParameters,
  layers,
  type ParameterSummary,
  single,
  strategies,
} from '@variegate/core-filters';
import type { CliCommand, CommandCall } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { catalogueOf, catalogueOption } from '../import-module.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { printable } from '../text/format.ts';

/** `variegate catalogue`. */
export const catalogue: CliCommand = {
  options: ['importModule', 'images', 'baseInput', 'only', 'ffmpegPath', 'json', 'verbose'],
  examples: ['variegate catalogue', 'variegate catalogue --json', 'variegate catalogue --images pictures'],
  async run(call) {
    const { options, terminal } = call;
    if (typeof options.images === 'string') return showInPictures(options.images, call);
    for (const name of ['baseInput', 'only', 'ffmpegPath'] as const)
      if (options[name] !== undefined)
        throw new UsageError(`${flagsOf[name]} is for pictures: name their folder with --images.`);
    const { stdout } = terminal;
    const { transformations } = await catalogueOf(options);
    const drawn = [...Object.values(strategies), single];
    if (options.json === true) {
      for (const { params, ...one } of transformations) {
        const { name, layer, summary, source, onlyByName = null, hashDistance = null, module = null } = one;
        const described = { name, layer, summary, source, onlyByName, hashDistance, module };
        const parameters = describeParameters(params).map(({ type: _, ...parameter }) => parameter);
        stdout.write(`${JSON.stringify({ type: 'transformation', ...described, parameters })}\n`);
      }
      for (const { name, summary, minSteps, maxSteps } of drawn) {
        stdout.write(`${JSON.stringify({ type: 'strategy', name, summary, minSteps, maxSteps })}\n`);
      }
      const counts = { transformations: transformations.length, strategies: drawn.length };
      stdout.write(`${JSON.stringify({ type: 'summary', ...counts })}\n`);
      return exitCodes.ok;
    }
    for (const layer of layers) {
      stdout.write(`${layer}\n`);
      for (const { name, summary, params, onlyByName } of transformations.filter(
        one => one.layer === layer,
      )) {
        const unlessNamed = onlyByName === undefined ? '' : ` Not drawn unless it is named: ${onlyByName}.`;
        stdout.write(`  ${name}: ${summary}${unlessNamed}\n`);
        for (const parameter of describeParameters(params)) stdout.write(`    ${lineFor(parameter)}\n`);
      }
    }
    stdout.write('strategies\n');
    for (const { name, summary } of drawn) stdout.write(`  ${name}: ${summary}\n`);
    return exitCodes.ok;
  },
};

function lineFor({ name, description, allowed }: ParameterSummary): string {
  return `${name}: ${allowed}${description === null ? '' : `; ${description}`}`;
}

const flagsOf = { baseInput: '--input', only: '--only', ffmpegPath: '--ffmpeg' } as const;

async function showInPictures(
  dir: string,
  { options, terminal: { stdout, stderr } }: CommandCall,
): Promise<ExitCode> {
  using interrupts = listenForInterrupts(() => {
    stderr.write('Interrupted: ending what runs.\n');
  });
  // Loaded here, as listing needs none of it.
  const { writeCatalogueImages } = await import('@variegate/variants');
  const { only, ffmpegPath } = libraryOptions(options);
  let shown = 0;
  try {
    const { page, transformations } = await writeCatalogueImages({
      ...{ dir, only, ffmpegPath, signal: interrupts.drain },
      ...(await catalogueOption(options)),
      input: typeof options.baseInput === 'string' ? options.baseInput : undefined,
      onProgress({ percent, settled, requested }) {
        if (percent < shown + 10 && percent < 100) return;
        shown = percent;
        stderr.write(`${settled} of ${requested} variants\n`);
      },
    });
    const pictures = transformations.flatMap(one => one.pictures.filter(({ file }) => file !== null));
    if (options.json === true) {
      for (const one of transformations) stdout.write(`${JSON.stringify({ type: 'pictured', ...one })}\n`);
      const counts = { transformations: transformations.length, pictures: pictures.length };
      stdout.write(`${JSON.stringify({ type: 'summary', page, ...counts })}\n`);
    } else
      stdout.write(
        `${pictures.length} pictures of ${transformations.length} transformations: ${printable(page)}\n`,
      );
    return exitCodes.ok;
  } catch (error) {
    if (interrupts.exitCode !== null) return interrupts.exitCode;
    throw error;
  }
}
