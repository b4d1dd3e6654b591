import { findSourceOfRecord, isCodedError } from '@variegate/variants/internal';
import type { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { catalogueOption } from '../import-module.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listedFor } from '../options/listed-options.ts';
import { readGivenFile } from '../read-given-text.ts';
import { type PlanToRender, readSavedPlan } from '../saved-plan.ts';
import { runWithView } from './run-with-view.ts';

/** `variegate render PLAN.json`. */
export const render: CliCommand = {
  options: ['input', 'importModule', ...listedFor('render'), 'json', 'quiet', 'verbose', 'logFile'],
  examples: [
    'variegate render plans/clip.v001.3f9a12.plan.json -o again',
    'variegate render plans/clip.v001.3f9a12.plan.json --input other.mp4',
    'variegate render variants/.variegate/records/3f9a12*.json -o again',
  ],
  async run(call) {
    const [file = ''] = call.arguments;
    const { plan, source, series, options: saved } = readSavedPlan(await readGivenFile(file), file);
    const given = libraryOptions(call.options);
    // A preset belongs to the encoder that it was saved with.
    const { preset: _, ...rest } = saved;
    const options = given.encoder === undefined || given.encoder === saved['encoder'] ? saved : rest;
    const input = typeof call.options.input === 'string' ? call.options.input : await sourceOf(source, file);
    return runWithView(call, async hooks => {
      const { renderPlans } = await import('@variegate/variants');
      const catalogue = await catalogueOption(call.options);
      return renderPlans({ ...options, ...given, ...catalogue, ...hooks, input, plans: [plan], series });
    });
  },
};

/** Where the source of a plan is: it says so itself, or the manifest beside the record does. */
async function sourceOf(source: PlanToRender['source'], file: string): Promise<string> {
  if (typeof source === 'string') return source;
  if (source === null)
    throw new UsageError(`"${file}" does not say where its source is: name it with --input.`);
  return findSourceOfRecord(file, source.sha256).catch((error: unknown) => {
    if (!isCodedError(error)) throw error;
    throw new UsageError(`${error.message} Name the source with --input.`);
  });
}
