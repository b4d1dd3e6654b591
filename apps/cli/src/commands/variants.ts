import type { CliCommand } from '../cli-command.ts';
import { catalogueOption } from '../import-module.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listedFor } from '../options/listed-options.ts';
import { runWithView } from './run-with-view.ts';

/** `variegate variants INPUT`. */
export const variants: CliCommand = {
  options: [...listedFor('variants'), 'importModule', 'json', 'quiet', 'verbose'],
  examples: [
    'variegate variants clip.mp4',
    'variegate variants clip.mp4 -n 20 --seed 7 --level light -o out',
  ],
  run: call =>
    runWithView(call, async hooks => {
      const { createVariants } = await import('@variegate/variants');
      const catalogue = await catalogueOption(call.options);
      return createVariants({
        ...libraryOptions(call.options),
        ...catalogue,
        ...hooks,
        input: call.arguments[0] ?? '',
      });
    }),
};
