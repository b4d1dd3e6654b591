/** What Linux says of a process in `/proc/<pid>/stat`. */
export interface ProcessStatus {
  /** One letter: `R` runs, `S` sleeps, `Z` has ended and was not collected, and so on. */
  readonly state: string;
  readonly parentPid: number;
  /** User plus system time, in seconds. */
  readonly cpuSeconds: number;
  /** User plus system time of its children that have ended and were collected, in seconds. */
  readonly childrenCpuSeconds: number;
  /** Start in ticks since the kernel started, as text: it only serves to be compared. */
  readonly startTime: string;
}

// Linux reports times to user space in hundredths of a second on every architecture (USER_HZ).
const ticksPerSecond = 100;

/**
 * Reads the text of `/proc/<pid>/stat`. Pure: the caller has read the file.
 *
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function parseProcessStatus(stat: string): ProcessStatus {
  // The name in field 2 may contain spaces and brackets; the fields after the last bracket are plain, from field 3 on.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const seconds = (user: number, system: number) =>
    (Number(fields[user - 3]) + Number(fields[system - 3])) / ticksPerSecond;
  return {
    state: fields[0] ?? '',
    parentPid: Number(fields[1] ?? 0),
    cpuSeconds: seconds(14, 15),
    childrenCpuSeconds: seconds(16, 17),
    startTime: fields[19] ?? '0',
  };
}
