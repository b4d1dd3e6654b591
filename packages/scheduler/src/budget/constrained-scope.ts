import type { MemoryScope } from './memory-scope.ts';

/**
 * What Node itself says this process is held to. The answer can be 0, `undefined`, more than the
 * machine has, or 1.8e19, and all of these mean "not held".
 *
 * @param constrainedBytes the answer of `process.constrainedMemory()`
 * @param totalBytes what the machine has
 */
export function constrainedScope(
  constrainedBytes: number | undefined,
  totalBytes: number,
): MemoryScope | null {
  if (constrainedBytes === undefined || !(constrainedBytes > 0) || constrainedBytes >= totalBytes)
    return null;
  return {
    name: 'constrained memory',
    limitBytes: constrainedBytes,
    usedBytes: null,
    from: 'process.constrainedMemory()',
  };
}
