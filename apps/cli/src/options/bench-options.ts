import type { CliOption } from './cli-option.ts';
import { parseNumbers, reading } from './parse-values.ts';

/** The options that only `bench` has. */
export const benchOptions = {
  benchVariants: {
    flags: '--variants <N>',
    group: 'Variants',
    description: 'variants made in each run, 1 to 1000',
    default: '3',
    library: 'testVariants',
    parse: reading('number'),
  },
  benchWorkers: {
    flags: '--workers <N,...>',
    group: 'Running',
    description: 'numbers of parallel encodes to try',
    default: '1, 2, 4, ... up to the cores',
    library: 'workers',
    parse: parseNumbers,
  },
  benchThreads: {
    flags: '--threads <N,...>',
    group: 'Running',
    description: 'numbers of encoder threads to try',
    default: '1 and 2',
    library: 'threads',
    parse: parseNumbers,
  },
  repeat: {
    flags: '--repeat <N>',
    group: 'Running',
    description: 'runs of each configuration, 1 to 100',
    default: '3',
    library: 'repeat',
    parse: reading('number'),
  },
  baselines: {
    flags: '--baselines <NAME,...>',
    group: 'Running',
    description:
      'other ways of doing the same to compare with: one-after-another, process-pool, encode-per-transformation, xargs, parallel',
    default: 'none',
    library: 'baselines',
    parse: reading('names'),
  },
  baselineSeconds: {
    flags: '--baseline-seconds <TIME>',
    group: 'Running',
    description: 'after this long a baseline starts nothing more, and its time is extrapolated',
    default: '120',
    library: 'baselineSeconds',
    parse: reading('seconds'),
  },
  benchOut: {
    flags: '-o, --out <DIR>',
    group: 'Output',
    description: 'folder for what is rendered, all of which is removed again',
    default: "the system's folder for temporary files",
    library: 'outDir',
  },
  html: {
    flags: '--html <FILE>',
    group: 'Output',
    description: 'write a page with tables and plots as well',
  },
  benchSave: {
    flags: '--save',
    group: 'Output',
    description: 'keep the recommendation in machine.json, where "--max-workers auto" finds it',
    library: 'save',
  },
} as const satisfies Readonly<Record<string, CliOption>>;
