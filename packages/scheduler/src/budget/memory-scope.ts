/** One boundary within which memory is shared: the machine, or a control group. */
export interface MemoryScope {
  /** For a person, such as `cgroup v2 /user.slice memory.high`. */
  readonly name: string;
  /** The most that may be used within it, in bytes. */
  readonly limitBytes: number;
  /** What is used within it and cannot be given back at once, in bytes; `null` where nothing tells. */
  readonly usedBytes: number | null;
  /** Where the numbers were read. */
  readonly from: string;
}
