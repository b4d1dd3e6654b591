import type { CliCommand } from '../cli-command.ts';
import { listedFor } from '../options/listed-options.ts';
import { drawingOptions } from '../read-recipe.ts';
import { runWithView } from './run-with-view.ts';

/** `variegate variants INPUT`. */
export const variants: CliCommand = {
  options: [...listedFor('variants'), 'importModule', 'json', 'quiet', 'verbose', 'logFile'],
  examples: [
    'variegate variants clip.mp4',
    'variegate variants clip.mp4 -n 20 --seed 7 --level light -o out',
  ],
  run: call =>
    runWithView(call, async hooks => {
      const { createVariants } = await import('@variegate/variants');
      const drawing = await drawingOptions(call.options);
      return createVariants({
        ...drawing,
        ...hooks,
        input: call.arguments[0] ?? '',
      });
    }),
};
