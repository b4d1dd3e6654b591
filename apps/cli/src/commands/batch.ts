import { createVariantsBatch } from '@variegate/variants';
import { libraryOptions } from '../options/library-options.ts';
import type { CliCommand } from './cli-command.ts';
import { runWithView } from './run-with-view.ts';
import { renderingOptions } from './variants.ts';

/** `variegate batch INPUT...`. */
export const batch: CliCommand = {
  name: 'batch',
  summary: 'make variants of many videos, in one pool',
  arguments: [
    { syntax: '<inputs...>', description: 'files, folders, globs, and @list.txt with a path on each line' },
  ],
  options: [...renderingOptions, 'recursive', 'durable'],
  examples: [
    'variegate batch videos/ -n 3 -o out',
    'variegate batch "clips/*.mov" @more.txt --workers 4',
    'variegate batch archive/ --recursive --durable -o out',
  ],
  run: call =>
    runWithView(call, async hooks => {
      const { count, ...shared } = libraryOptions(call.options) as { count?: number; outDir: string };
      const perFile = count === undefined ? {} : { variantsPerFile: count };
      // Loaded when it is asked for: the engine takes longer to load than everything else together.
      const carryOut =
        call.options.durable === true
          ? (await import('@variegate/workflow')).runDurableBatch
          : createVariantsBatch;
      return carryOut({ ...shared, ...perFile, ...hooks, inputs: call.arguments });
    }),
};
