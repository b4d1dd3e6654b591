import type { CliOption } from './cli-option.ts';

/** How a batch is carried out. */
export const durableOption = {
  durable: {
    flags: '--durable',
    group: 'Running',
    description:
      'carry the batch out as a workflow that goes on where it was, however this process ends, when it is run again',
  },
} as const satisfies Readonly<Record<string, CliOption>>;
