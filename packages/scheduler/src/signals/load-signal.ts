/** What a load signal says at one moment. */
export interface LoadReading {
  /** Whether tasks may start: freely, only when nothing runs, or not at all. */
  readonly start: 'freely' | 'if-idle' | 'no';
  /** Whether the youngest task must be stopped; never the last one running. */
  readonly evict: boolean;
  /** What was seen, for a person. */
  readonly detail: string;
}

/** Something that can be too busy: memory, processors, a disk, whatever a command of the user's looks at. */
export interface LoadSignal {
  /** For events. */
  readonly name: string;
  /** How often it is worth reading, in milliseconds. @default 1000 */
  readonly intervalMs?: number;
  /** Reads it. One that throws holds new starts while something runs, and says so in its detail. */
  read(): Promise<LoadReading>;
}
