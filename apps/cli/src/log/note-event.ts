import type { VariegateEvent } from '@variegate/variants';
import { countsOf } from '../tables/closing-table.ts';
import { hashingText, progressText, sentenceFor } from '../views/sentences.ts';
import type { CommandLog, LogLevel } from './command-log.ts';

/** How serious each event is; what changes many times a second is for a log that is to have everything. */
const levels: Readonly<Record<VariegateEvent['type'], LogLevel>> = {
  'batch-planned': 'info',
  'encoder-unavailable': 'warn',
  'ffmpeg-untested': 'warn',
  'input-hashing': 'debug',
  'input-unusable': 'error',
  'memory-limit-exceeded': 'warn',
  'variant-failed': 'error',
  'variant-planned': 'info',
  'variant-progress': 'debug',
  'variant-retrying': 'warn',
  'variant-skipped': 'info',
  'variant-started': 'info',
  'variant-succeeded': 'info',
  'variants-left-out': 'warn',
  admission: 'debug',
  summary: 'info',
};

/** Notes an event of a run, with the sentence that a log of plain lines has for it. */
export function noteEvent(log: CommandLog, event: VariegateEvent): void {
  if (event.type === 'summary') {
    // Each variant has a line of its own.
    const { variants: _, ...rest } = event;
    const isWhole = event.failed === 0 && event.resultsError === null;
    log.note(isWhole ? 'info' : 'warn', countsOf(event, { dryRun: false }), { event: rest });
    return;
  }
  const sentence = sentenceFor(event);
  const isWaiting = event.type === 'admission' && sentence !== null;
  log.note(isWaiting ? 'warn' : levels[event.type], sentence ?? wordsFor(event), { event });
}

/** What is said of an event that is no line of its own elsewhere. */
function wordsFor(event: VariegateEvent): string {
  switch (event.type) {
    case 'admission':
      return `${event.running} running, ${event.queued} queued: ${event.reason}`;
    case 'input-hashing':
      return hashingText(event);
    case 'variant-progress':
      return `${event.output} ${progressText(event)}`;
    case 'variant-failed':
      return event.error.message;
    default:
      return event.type;
  }
}
