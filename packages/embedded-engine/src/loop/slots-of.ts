import type { Slot } from '../admission/slots.ts';
import type { RegisteredFunction } from '../registration/registered-function.ts';
import type { ReadyJob } from '../run/unit.ts';

/** The limits that a job counts against: those of its function, for the values that its run has for their keys. */
export function slotsOf(
  { concurrencyKeys }: ReadyJob,
  { id, concurrency }: RegisteredFunction,
): readonly Slot[] {
  return concurrency.map(({ limit }, index) => ({
    key: JSON.stringify([id, index, concurrencyKeys[index] ?? '']),
    limit,
  }));
}
