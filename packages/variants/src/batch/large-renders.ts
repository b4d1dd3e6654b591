import type { UntimedEvent } from '../events/event-stream.ts';
import type { VariantJob } from '../job/variant-job.ts';
import type { HostMemory } from '../machine/host-memory.ts';

/** Counts the renders that the machine can hold and the memory limit cannot, so that each of them runs alone. */
export class LargeRenders {
  readonly #memory: HostMemory;
  #variants = 0;
  #largestBytes = 0;

  constructor(memory: HostMemory) {
    this.#memory = memory;
  }

  add({ estimate: { memoryBytes } }: Pick<VariantJob, 'estimate'>): void {
    const { limitBytes, machineBytes } = this.#memory;
    if (memoryBytes <= limitBytes || memoryBytes > machineBytes) return;
    this.#variants += 1;
    this.#largestBytes = Math.max(this.#largestBytes, memoryBytes);
  }

  /** The events that warn of them: one, or none. */
  events(): readonly UntimedEvent[] {
    if (this.#variants === 0) return [];
    const { limitBytes } = this.#memory;
    const found = { limitBytes, variants: this.#variants, largestEstimateBytes: this.#largestBytes };
    return [{ type: 'memory-limit-exceeded', ...found }];
  }
}
