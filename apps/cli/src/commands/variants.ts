import { createVariants } from '@variegate/variants';
import { libraryOptions } from '../options/library-options.ts';
import type { OptionName } from '../options/registry.ts';
import type { CliCommand } from './cli-command.ts';
import { runWithView } from './run-with-view.ts';

/** The options that every command which renders drawn plans has. */
export const renderingOptions = [
  ...['count', 'strategy', 'seed', 'level', 'only', 'exclude'],
  ...['controls', 'distractors', 'assets', 'qualityFloor'],
  ...['encoder', 'preset', 'crf', 'format', 'threads', 'provenance', 'plainGraph'],
  ...[
    'workers',
    'memoryLimit',
    'timeout',
    'retries',
    'failFast',
    'skipMissing',
    'dryRun',
    'minFree',
    'measure',
    'force',
    'verify',
    'ffmpeg',
  ],
  ...['maxDuration', 'maxPixels', 'maxStreams', 'maxFps', 'allowVariants'],
  ...['out', 'json', 'quiet', 'verbose'],
] as readonly OptionName[];

/** `variegate variants INPUT`. */
export const variants: CliCommand = {
  name: 'variants',
  summary: 'make variants of one video',
  arguments: [{ syntax: '<input>', description: 'the video' }],
  options: renderingOptions,
  examples: [
    'variegate variants clip.mp4',
    'variegate variants clip.mp4 -n 20 --seed 7 --level light -o out',
  ],
  run: call =>
    runWithView(call, hooks =>
      createVariants({ ...libraryOptions(call.options), ...hooks, input: call.arguments[0] ?? '' }),
    ),
};
