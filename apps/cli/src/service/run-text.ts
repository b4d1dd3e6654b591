import { printable } from '../text/format.ts';
import type { ServiceRun } from './service-run.ts';

/** The state of a batch, in a line. */
export function runText(run: ServiceRun): string {
  const waiting = (run.waiting ?? []).map(({ message }) => `; waits: ${printable(message)}`);
  return `${printable(run.batchId)}  ${run.status}  ${standing(run)}${waiting.join('')}`;
}

function standing({ counts, progress, error }: ServiceRun): string {
  if (error !== null) return printable(error.message);
  if (counts !== null) {
    const { requested, succeeded, failed, skipped, cancelled } = counts;
    const parts = [`${succeeded} of ${requested} made`, `${skipped} skipped`, `${failed} failed`];
    return [...parts, ...(cancelled === 0 ? [] : [`${cancelled} cancelled`])].join(', ');
  }
  if (progress === null || progress === undefined) return 'no progress yet';
  const { requested, succeeded, failed, skipped, percent } = progress;
  const share = percent === null ? '' : `${Math.floor(percent)} %, `;
  return `${share}${succeeded + failed + skipped} of ${requested ?? '?'} finished, ${failed} failed`;
}
