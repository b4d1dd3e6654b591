/** Failures that another graph could avoid: what ffmpeg made of the chain, not what stands around it. */
const ofTheChain: ReadonlySet<string> = new Set([
  'INSPECT_VERIFICATION_FAILED',
  'RUNNER_COMMAND_INVALID',
  'RUNNER_CRASHED',
  'RUNNER_FAILED',
  'RUNNER_OUT_OF_MEMORY',
  'RUNNER_OUTPUT_INCOMPLETE',
  'RUNNER_OUTPUT_TOO_LARGE',
  'RUNNER_STALLED',
  'RUNNER_TIMED_OUT',
  'SCHEDULER_TASK_TOO_LARGE',
]);

/** Whether a variant that has failed for good with this code is worth trying as a plain or lighter one. */
export function couldAnotherGraphHelp(code: string): boolean {
  return ofTheChain.has(code);
}
