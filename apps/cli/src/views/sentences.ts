import path from 'node:path';
import type { Progress, VariegateEvent } from '@variegate/variants';
import { formatBytes, formatSeconds, printable } from '../text/format.ts';

/** An event as a line of text, or `null` for one that changes too often to be a line. */
export function sentenceFor(event: VariegateEvent): string | null {
  switch (event.type) {
    case 'batch-planned': {
      const inputs = event.inputs === 1 ? '' : ` of ${event.inputs} inputs`;
      return `${event.requested} ${event.strategy} variants${inputs}, ${event.workers} in parallel, into ${printable(event.outDir)}`;
    }
    case 'input-unusable':
      return `cannot be used: ${printable(event.error.message)}`;
    case 'variants-left-out':
      return leftOutText(event);
    case 'encoder-unavailable':
      return `${event.wanted} cannot be used, because ${printable(event.reason)}; ${event.used} is used instead`;
    case 'ffmpeg-untested':
      return `ffmpeg ${printable(event.version)} is newer than ${event.newestTested}, the newest that was tested; it is used`;
    case 'memory-limit-exceeded': {
      const limit = `the memory limit of ${formatBytes(event.limitBytes)}`;
      const largest = formatBytes(event.largestEstimateBytes);
      return event.variants === 1
        ? `1 variant is expected to take ${largest}, more than ${limit}: it is rendered alone`
        : `${event.variants} variants are each expected to take more than ${limit}, up to ${largest}: each is rendered alone`;
    }
    case 'variant-planned':
      return `${printable(event.output)} would be rendered: ${event.steps.length} steps, about ${formatSeconds(event.estimate.cpuSeconds)} of processor time and ${formatBytes(event.estimate.memoryBytes)}`;
    case 'variant-started':
      return `${printable(event.output)} started${event.attempt === 1 ? '' : ` (attempt ${event.attempt})`}`;
    case 'variant-retrying':
      return `${printable(event.output)} failed, trying again in ${formatSeconds(event.delaySeconds)}: ${printable(event.error.message)}`;
    case 'variant-succeeded': {
      const seconds = event.processingSeconds === null ? '' : ` in ${formatSeconds(event.processingSeconds)}`;
      const missed = event.targetMet === false ? ', outside its target' : '';
      return `${printable(event.output)} done${seconds}, ${formatBytes(event.bytes)}${missed}`;
    }
    case 'variant-skipped':
      return `${printable(event.output)} exists already, skipped`;
    case 'variant-failed':
      return event.id === null
        ? null
        : `variant ${event.series === undefined ? '' : `${event.series} `}${event.index} of ${printable(path.basename(event.source))} failed: ${printable(event.error.message)}`;
    case 'admission':
      return event.reason === 'disk-low' ? 'The disk is nearly full: waiting for space.' : null;
    case 'input-hashing':
    case 'variant-progress':
    case 'summary':
      return null;
  }
}

/** What cannot be made of a source, with the transformations of each reason together. */
function leftOutText({
  source,
  transformations,
}: Extract<VariegateEvent, { type: 'variants-left-out' }>): string {
  const variants = transformations.reduce((sum, one) => sum + one.variants, 0);
  const byReason = Object.entries(Object.groupBy(transformations, ({ reason }) => reason));
  const reasons = byReason.map(
    ([reason, ones = []]) => `${ones.map(({ name }) => name).join(', ')} (${printable(reason)})`,
  );
  const count = variants === 1 ? '1 variant is' : `${variants} variants are`;
  return `${count} left out of ${printable(path.basename(source))}: ${reasons.join('; ')}`;
}

/** How far the hashing of an input is, as `hashing clip.mp4, 12 %`. */
export function hashingText({
  source,
  hashedBytes,
  totalBytes,
}: Extract<VariegateEvent, { type: 'input-hashing' }>): string {
  return `hashing ${printable(path.basename(source))}, ${Math.floor((100 * hashedBytes) / totalBytes)} %`;
}

/** How far one variant is, as `42 %  2.1x  ETA 3.4 s`. */
export function progressText({ percent, speed, etaSeconds }: VariantFigures): string {
  const eta = etaSeconds === null ? '' : `  ETA ${formatSeconds(etaSeconds)}`;
  return `${String(Math.floor(percent)).padStart(3)} %${speed === null ? '' : `  ${speed.toFixed(1)}x`}${eta}`;
}

/** The figures of a running variant. */
export interface VariantFigures {
  readonly percent: number;
  readonly speed: number | null;
  readonly etaSeconds: number | null;
}

/** How far the whole run is, as `total 42 %  3 of 5 variants  1 failed  ETA 12.0 s`. */
export function totalText({ percent, settled, requested, failed, etaSeconds }: Progress): string {
  const parts = [
    `total ${String(Math.floor(percent)).padStart(3)} %`,
    `${settled} of ${requested} variants`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(etaSeconds === null || settled === requested ? [] : [`ETA ${formatSeconds(etaSeconds)}`]),
  ];
  return parts.join('  ');
}
