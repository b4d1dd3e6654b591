import type { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { catalogueOption } from '../import-module.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listedFor } from '../options/listed-options.ts';
import { readGivenFile } from '../read-given-text.ts';
import { readSavedPlan } from '../saved-plan.ts';
import { runWithView } from './run-with-view.ts';

/** `variegate render PLAN.json`. */
export const render: CliCommand = {
  options: ['input', 'importModule', ...listedFor('render'), 'json', 'quiet', 'verbose'],
  examples: [
    'variegate render plans/clip.v001.3f9a12.plan.json -o again',
    'variegate render plans/clip.v001.3f9a12.plan.json --input other.mp4',
  ],
  async run(call) {
    const [file = ''] = call.arguments;
    const { plan, source, options: saved } = readSavedPlan(await readGivenFile(file), file);
    const given = libraryOptions(call.options);
    // A preset belongs to the encoder that it was saved with.
    const { preset: _, ...rest } = saved;
    const options = given.encoder === undefined || given.encoder === saved['encoder'] ? saved : rest;
    const input = typeof call.options.input === 'string' ? call.options.input : source;
    if (input === null)
      throw new UsageError(`"${file}" does not say where its source is: name it with --input.`);
    return runWithView(call, async hooks => {
      const { renderPlans } = await import('@variegate/variants');
      const catalogue = await catalogueOption(call.options);
      return renderPlans({ ...options, ...given, ...catalogue, ...hooks, input, plans: [plan] });
    });
  },
};
