import type { SharedOptions, Summary } from '@variegate/variants';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { closingText } from '../tables/closing-table.ts';
import { chooseView } from '../views/choose-view.ts';
import type { CommandCall } from './cli-command.ts';

/** What a command adds to the options of a run. */
export type RunHooks = Pick<SharedOptions, 'onEvent' | 'onProgress' | 'drainSignal' | 'signal'>;

/** Runs something that makes variants: shows it, lets it be interrupted, and tells how it ended. */
export async function runWithView(
  { options, terminal }: CommandCall,
  start: (hooks: RunHooks) => Promise<Summary>,
): Promise<ExitCode> {
  const json = options.json === true;
  const view = chooseView({ json, quiet: options.quiet === true }, terminal);
  using interrupts = listenForInterrupts(() => {
    view.say('Interrupted: finishing what runs. Interrupt again to end it now.');
  });
  let summary: Summary;
  try {
    summary = await start({
      onEvent: event => view.onEvent(event),
      onProgress: progress => view.onProgress(progress),
      drainSignal: interrupts.drain,
      signal: interrupts.kill,
    });
  } catch (error) {
    if (interrupts.exitCode !== null) return interrupts.exitCode;
    throw error;
  } finally {
    view.close();
  }
  if (!json) terminal.stdout.write(closingText(summary, terminal.stdout));
  if (summary.cancelled > 0 && interrupts.exitCode !== null) return interrupts.exitCode;
  return summary.failed > 0 || summary.resultsError !== null ? exitCodes.someFailed : exitCodes.ok;
}
