import type { ResolvedInput } from '../inputs/resolve-inputs.ts';

/** An input, and its place among all. */
export interface PlacedInput {
  readonly input: ResolvedInput;
  /** From 0. */
  readonly place: number;
}

/** Size above which reading a file takes longer than most renders, in bytes. */
const largeBytes = 4 * 1024 ** 3;

/**
 * Inputs in the order in which they are planned: as they were named, but large files last, the largest at the end. Planning
 * reads a file from beginning to end, and what could be rendered meanwhile should not wait for that.
 */
export function inPlanningOrder(inputs: readonly ResolvedInput[]): readonly PlacedInput[] {
  return inputs.map((input, place) => ({ input, place })).sort((a, b) => waitFor(a.input) - waitFor(b.input));
}

function waitFor(input: ResolvedInput): number {
  const sizeBytes = input.kind === 'source' ? (input.sizeBytes ?? 0) : 0;
  return sizeBytes > largeBytes ? sizeBytes : 0;
}
