/** A call of a function that is under way. */
export interface CallInFlight {
  readonly callId: string;
  readonly jobSeq: number;
  readonly runSeq: number;
  /** Whether it finds out what comes next, rather than run one step. */
  readonly isDiscovery: boolean;
  /** Whether a step of its run finished since it began: it has not seen that. */
  isOutdated: boolean;
  /** Whether the engine has abandoned it: its answer is ignored. */
  isReleased: boolean;
}

/** The calls that are under way. */
export class CallsInFlight {
  readonly #calls = new Map<string, CallInFlight>();

  get size(): number {
    return this.#calls.size;
  }

  add(call: CallInFlight): void {
    this.#calls.set(call.callId, call);
  }

  get(callId: string): CallInFlight | undefined {
    return this.#calls.get(callId);
  }

  remove({ callId }: CallInFlight): void {
    this.#calls.delete(callId);
  }

  list(): readonly CallInFlight[] {
    return [...this.#calls.values()];
  }

  /** Notes that steps of these runs finished. */
  markOutdated(runSeqs: ReadonlySet<number>): void {
    if (runSeqs.size === 0) return;
    for (const call of this.#calls.values()) {
      if (call.isDiscovery && runSeqs.has(call.runSeq)) call.isOutdated = true;
    }
  }
}
