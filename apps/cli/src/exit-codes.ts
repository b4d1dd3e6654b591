/** What the exit codes of the command mean. */
export const exitCodes = {
  /** Everything succeeded or existed already. */
  ok: 0,
  /** Some variants failed, the rest are published. */
  someFailed: 1,
  /** Nothing was started: usage, unusable input, unwritable or busy folder, missing ffmpeg or filter. */
  notStarted: 2,
  /** An internal error, or output that cannot be written. */
  internal: 70,
  /** Interrupted by SIGINT; running it again continues. */
  interrupted: 130,
  /** Ended by SIGTERM; running it again continues. */
  terminated: 143,
} as const;

/** One of the exit codes. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];
