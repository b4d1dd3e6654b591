import { batch } from './batch.ts';
import type { CliCommand } from './cli-command.ts';
import { variants } from './variants.ts';

/** Every command, in the order in which help lists them. */
export const commands: readonly CliCommand[] = [variants, batch];
