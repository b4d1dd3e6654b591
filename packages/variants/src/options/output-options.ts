import { z } from 'zod';
import type { Progress } from '../events/total-progress.ts';
import type { VariegateEvent } from '../events/variegate-event.ts';
import type { Options } from './option.ts';
import { given, onOff, pathOf } from './option-schemas.ts';

const writes = ['variants', 'batch', 'render', 'doctor'] as const;

const isFunction = (value: unknown) => typeof value === 'function';
const signal = () => z.instanceof(AbortSignal, { error: 'an AbortSignal' });

/** Folder that the commands write to where none is named. */
export const defaultFolder = 'variants';

/** Where the results of a run go, and who is notified. */
export const outputOptions = {
  /** Folder that the variants are written to; created if missing. */
  outDir: {
    schema: pathOf('the path of a folder'),
    description: 'folder that the variants are written to; created if missing',
    required: true,
    defaultText: defaultFolder,
    flag: '-o, --out <DIR>',
    completes: 'folder',
    commands: writes,
  },
  /**
   * Make the folders below those that inputs are found in in the output folder too, each with the variants of its videos.
   * @default false
   */
  tree: {
    schema: onOff(),
    description:
      'make the folders below those that inputs are found in in the output folder too, each with the variants of its videos',
    default: false,
    flag: '--tree',
    commands: ['batch'],
    request: true,
  },
  /** Folder in which digests and hashes of sources are kept from run to run. @default the user's folder for caches */
  cacheFolder: {
    schema: pathOf('the path of a folder'),
    description: 'folder in which digests and hashes of sources are kept from run to run',
    defaultText: "the user's folder for caches",
  },
  /** Name of the run in events and results: 1 to 128 letters, digits, and any of . : - _ . @default a random UUID */
  batchId: {
    schema: z.string().regex(/^[\w.:-]{1,128}$/, { error: '1 to 128 letters, digits, and any of . : - _' }),
    description: 'name of the run in events and results: 1 to 128 letters, digits, and any of . : - _',
    defaultText: 'a random UUID',
  },
  /** Function that is called with the state of the whole run whenever it has changed. */
  onProgress: {
    schema: given<(progress: Progress) => void>('a function', isFunction),
    description: 'function that is called with the state of the whole run whenever it has changed',
  },
  /** Function that is called with every event, in order. */
  onEvent: {
    schema: given<(event: VariegateEvent) => void>('a function', isFunction),
    description: 'function that is called with every event, in order',
  },
  /** Signal to stop: nothing new starts, running renders finish, and the summary lists what was left out. */
  drainSignal: {
    schema: signal(),
    description:
      'signal to stop: nothing new starts, running renders finish, and the summary lists what was left out',
  },
  /** Signal to stop at once: running renders are killed, nothing partial is published, and the promise rejects with its reason. */
  signal: {
    schema: signal(),
    description:
      'signal to stop at once: running renders are killed, nothing partial is published, and the promise rejects with its reason',
  },
} as const satisfies Options;
