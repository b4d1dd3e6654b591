import type { SharedOptions, Summary } from '@variegate/variants';
import type { CommandCall } from '../cli-command.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { noteEvent } from '../log/note-event.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { closingText, complaintsOf } from '../tables/closing-table.ts';
import { chooseView } from '../views/choose-view.ts';

/** What a command adds to the options of a run. */
export type RunHooks = Pick<SharedOptions, 'onEvent' | 'onProgress' | 'drainSignal' | 'signal'>;

/** Runs something that makes variants: shows it, lets it be interrupted, and reports how it ended. */
export async function runWithView(
  { options, terminal, log }: CommandCall,
  start: (hooks: RunHooks) => Promise<Summary>,
): Promise<ExitCode> {
  const { json, quiet } = { json: options.json === true, quiet: options.quiet === true };
  const view = chooseView({ json, quiet }, terminal);
  using interrupts = listenForInterrupts(() => {
    log.note('warn', 'interrupted: finishing what runs');
    view.say('Interrupted: finishing what runs. Interrupt again to end it now.');
  });
  let summary: Summary;
  let last: Summary | null = null;
  try {
    summary = await start({
      onEvent(event) {
        if (event.type === 'summary') last = event;
        noteEvent(log, event);
        view.onEvent(event);
      },
      onProgress: progress => view.onProgress(progress),
      drainSignal: interrupts.drain,
      signal: interrupts.kill,
    });
  } catch (error) {
    if (interrupts.exitCode === null) throw error;
    // A run that was killed rejects; what had been made by then is in its last event.
    if (last === null) return interrupts.exitCode;
    summary = last;
  } finally {
    view.close();
  }
  const dryRun = options.dryRun === true;
  if (quiet) for (const line of complaintsOf(summary)) view.say(line);
  else if (!json) terminal.stdout.write(closingText(summary, { stream: terminal.stdout, dryRun }));
  if (summary.cancelled > 0 && interrupts.exitCode !== null) return interrupts.exitCode;
  return summary.failed > 0 || summary.resultsError !== null ? exitCodes.someFailed : exitCodes.ok;
}
