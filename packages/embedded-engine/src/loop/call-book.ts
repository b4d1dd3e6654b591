/** A call of a function that is under way. */
export interface CallUnderWay {
  readonly callId: string;
  readonly jobSeq: number;
  readonly runSeq: number;
  /** Whether it finds out what comes next, rather than run one step. */
  readonly isDiscovery: boolean;
  /** Whether a step of its run settled since it began: it has not seen that. */
  isOutdated: boolean;
  /** Whether the engine has let go of it: its answer means nothing any more. */
  isReleased: boolean;
}

/** The calls that are under way. */
export class CallBook {
  readonly #calls = new Map<string, CallUnderWay>();

  get size(): number {
    return this.#calls.size;
  }

  add(call: CallUnderWay): void {
    this.#calls.set(call.callId, call);
  }

  get(callId: string): CallUnderWay | undefined {
    return this.#calls.get(callId);
  }

  remove({ callId }: CallUnderWay): void {
    this.#calls.delete(callId);
  }

  list(): readonly CallUnderWay[] {
    return [...this.#calls.values()];
  }

  /** Notes that steps of these runs settled. */
  markOutdated(runSeqs: ReadonlySet<number>): void {
    if (runSeqs.size === 0) return;
    for (const call of this.#calls.values()) {
      if (call.isDiscovery && runSeqs.has(call.runSeq)) call.isOutdated = true;
    }
  }
}
