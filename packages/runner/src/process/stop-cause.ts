/** Why we stopped a program before it ended by itself. */
export type StopCause = 'timed-out' | 'stalled' | 'cancelled' | 'reader-failed';
