import { readCgroupScopes } from './cgroup-scopes.ts';
import { constrainedScope } from './constrained-scope.ts';
import { readMachineScope } from './machine-scope.ts';
import type { MemoryScope } from './memory-scope.ts';
import { type SystemRoots, systemRoots } from './system-files.ts';

/** Reads every boundary this process's memory, and its children's, lies within; the machine comes first. */
export async function readMemoryScopes(roots: SystemRoots = systemRoots): Promise<readonly MemoryScope[]> {
  const machine = await readMachineScope(roots);
  const constrained = constrainedScope(process.constrainedMemory(), machine.limitBytes);
  return [machine, ...(constrained === null ? [] : [constrained]), ...(await readCgroupScopes(roots))];
}
