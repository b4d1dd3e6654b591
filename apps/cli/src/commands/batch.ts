import type { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { listedFor } from '../options/listed-options.ts';
import { drawingOptions } from '../read-recipe.ts';
import { runWithView } from './run-with-view.ts';

/** `variegate batch INPUT...`. */
export const batch: CliCommand = {
  options: [...listedFor('batch'), 'importModule', 'durable', 'json', 'quiet', 'verbose', 'logFile'],
  examples: [
    'variegate batch videos/ -n 3 -o out',
    'variegate batch "clips/*.mov" @more.txt --max-workers 4',
    'variegate batch archive/ --recursive --durable -o out',
  ],
  async run(call) {
    if (call.options.durable === true && call.options.importModule !== undefined)
      throw new UsageError('--import cannot be used with --durable, whose batch is plain JSON.');
    return runWithView(call, async hooks => {
      // Loaded when it is asked for: the engine takes longer to load than everything else together.
      const makeVariants =
        call.options.durable === true
          ? (await import('@variegate/workflow')).runDurableBatch
          : (await import('@variegate/variants')).createVariantsBatch;
      const drawing = await drawingOptions(call.options);
      if (call.options.durable === true && drawing.chain !== undefined)
        throw new UsageError(
          '--recipe can only be a recipe with --durable, whose batch is plain JSON, and not the template of a module.',
        );
      return makeVariants({
        ...drawing,
        ...hooks,
        inputs: call.arguments,
      });
    });
  },
};
