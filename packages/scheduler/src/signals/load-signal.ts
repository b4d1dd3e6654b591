/** What a load signal says at one moment. */
export interface LoadReading {
  /** Whether tasks may start: freely, only when nothing runs, or not at all. */
  readonly start: 'freely' | 'if-idle' | 'no';
  /** Whether the youngest task must be stopped; never the last one running. */
  readonly evict: boolean;
  /** What was seen, for display. */
  readonly detail: string;
}

/** Something that can be too busy: memory, processors, a disk, or what a command of the user checks. */
export interface LoadSignal {
  /** For events. */
  readonly name: string;
  /** How often to read it, in milliseconds. @default 1000 */
  readonly intervalMs?: number;
  /** Reads it. One that throws holds new starts while something runs, and says so in its detail. */
  read(): Promise<LoadReading>;
}

/** Where a measure turns into overload, and where the overload is over. */
export interface Thresholds {
  /** From here on nothing more starts. */
  readonly holdAt: number;
  /** Only below this do starts continue; less than `holdAt`, so that the answer does not flutter. */
  readonly releaseBelow: number;
  /** From here on the youngest task is stopped. @default never */
  readonly evictAt?: number;
}

/**
 * Makes a judge of a rising measure with hysteresis: it holds from one mark on, and releases only
 * below a lower one.
 *
 * @param whileHolding what may start in between: one task when nothing runs, or nothing
 */
export function hysteresis(
  { holdAt, releaseBelow, evictAt = Number.POSITIVE_INFINITY }: Thresholds,
  whileHolding: 'if-idle' | 'no',
): (value: number, detail: string) => LoadReading {
  let holding = false;
  return (value, detail) => {
    holding = value >= holdAt || (holding && value >= releaseBelow);
    return { start: holding ? whileHolding : 'freely', evict: value >= evictAt, detail };
  };
}
