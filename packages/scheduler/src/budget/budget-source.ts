/** How much memory a queue's tasks may take. */
export interface BudgetReading {
  /** What may be set aside for them now, beside what other processes take, in bytes, ≥ 0. */
  readonly budgetBytes: number;
  /** What they must not exceed even if no other process took anything, in bytes; beyond it the youngest goes. */
  readonly ceilingBytes: number;
}

/** Tells a queue, again and again, how much memory its tasks may take in all. */
export interface BudgetSource {
  /**
   * Reads it.
   *
   * @param ownBytes what the queue's tasks take now, in bytes, so that it is not taken for other processes' use
   */
  read(ownBytes: number): Promise<BudgetReading>;
}
