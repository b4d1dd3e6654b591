import type { CliOption } from './cli-option.ts';
import { parseNumber, parsePaths } from './parse-values.ts';

/** Options that make a test set of variants, and that say what is not to be done. */
export const testSetOptions = {
  controls: {
    flags: '--controls <N>',
    group: 'Variants',
    description:
      'unedited re-encodes of each input besides its variants, of the same sizes, rates and codec settings',
    default: '0',
    library: 'controls',
    parse: parseNumber,
  },
  distractors: {
    flags: '--distractors <DIR>',
    group: 'Variants',
    description:
      'videos outside the set, below a folder: each gets as many variants as an input, none in the ground truth',
    default: 'none',
    library: 'distractors',
    parse: parsePaths,
    completes: 'folder',
  },
  skipMissing: {
    flags: '--skip-missing',
    group: 'Running',
    description: 'leave out steps that the ffmpeg cannot do, told in the plan, instead of refusing',
    library: 'skipMissing',
  },
  qualityFloor: {
    flags: '--quality-floor <X>',
    group: 'Variants',
    description: 'enhanced_metrics: lowest SSIM that is kept, 0 to 1',
    default: '0.90',
    library: 'qualityFloor',
    parse: parseNumber,
  },
  dryRun: {
    flags: '--dry-run',
    group: 'Running',
    description: 'only tell what would be rendered, and what is there already; write nothing',
    library: 'dryRun',
  },
} as const satisfies Readonly<Record<string, CliOption>>;
