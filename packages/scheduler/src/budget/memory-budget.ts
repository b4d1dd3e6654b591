import { policy } from '../policy.ts';
import type { BudgetReading, BudgetSource } from './budget-keeper.ts';
import { readCgroupScopes } from './cgroup-scopes.ts';
import {
  constrainedScope,
  type MemoryScope,
  readMachineScope,
  type SystemRoots,
  systemRoots,
} from './machine-scope.ts';
import { type MemoryLimit, parseMemoryLimit } from './memory-limit.ts';

/** How a memory budget is worked out. */
export interface MemoryBudgetOptions {
  /**
   * A share in (0, 1] of what may really be used, or bytes, also as text (`80%`, `6GiB`, `512MB`).
   *
   * @default 0.8
   */
  readonly memoryLimit?: number | string | undefined;
  /** What the caller's own processes take now, in bytes: not other processes' use. @default 0 */
  readonly ownBytes?: number | undefined;
  /** Where the kernel's files are. @default this machine's */
  readonly roots?: SystemRoots | undefined;
}

/** One number that went into a budget. */
export interface BudgetNumber {
  /** What it is. */
  readonly name: string;
  /** How much, in bytes. */
  readonly bytes: number;
  /** Where it was read, or how it was worked out. */
  readonly from: string;
}

/** A budget, with every number that went into it. */
export interface MemoryBudget extends BudgetReading {
  /** The smallest limit found, in bytes. */
  readonly limitBytes: number;
  /** Every number and where it came from, for display. */
  readonly sources: readonly BudgetNumber[];
}

/**
 * Reads how much memory may be set aside: within every boundary (the machine, every control group) the
 * wanted part of its limit less what others use there; the least of these.
 *
 * @throws SCHEDULER_OPTION_INVALID
 */
export async function readMemoryBudget(options: MemoryBudgetOptions = {}): Promise<MemoryBudget> {
  const limit = parseMemoryLimit(options.memoryLimit ?? policy.memoryLimit);
  return budgetWithin(await readMemoryScopes(options.roots ?? systemRoots), limit, options.ownBytes ?? 0);
}

/**
 * Makes a budget for a queue that is read again as other processes come and go.
 *
 * @throws SCHEDULER_OPTION_INVALID
 */
export function memoryBudget(options: Omit<MemoryBudgetOptions, 'ownBytes'> = {}): BudgetSource {
  const limit = parseMemoryLimit(options.memoryLimit ?? policy.memoryLimit);
  return {
    read: async ownBytes =>
      budgetWithin(await readMemoryScopes(options.roots ?? systemRoots), limit, ownBytes),
  };
}

/** Works a budget out from the boundaries. Pure. */
export function budgetWithin(
  scopes: readonly MemoryScope[],
  limit: MemoryLimit,
  ownBytes: number,
): MemoryBudget {
  let budgetBytes = Number.POSITIVE_INFINITY;
  let ceilingBytes = Number.POSITIVE_INFINITY;
  let limitBytes = Number.POSITIVE_INFINITY;
  const sources: BudgetNumber[] = [];
  for (const scope of scopes) {
    const wanted = limit.kind === 'share' ? scope.limitBytes * limit.share : scope.limitBytes;
    const others = Math.max(0, (scope.usedBytes ?? 0) - ownBytes);
    // A number of bytes is what the tasks may take, so others' use only counts where they meet the wall.
    limitBytes = Math.min(limitBytes, scope.limitBytes);
    ceilingBytes = Math.min(ceilingBytes, wanted);
    budgetBytes = Math.min(budgetBytes, wanted - others);
    sources.push({ name: `${scope.name}: limit`, bytes: scope.limitBytes, from: scope.from });
    if (scope.usedBytes !== null)
      sources.push({ name: `${scope.name}: used by others`, bytes: others, from: scope.from });
  }
  if (limit.kind === 'bytes') {
    budgetBytes = Math.min(budgetBytes, limit.bytes);
    ceilingBytes = Math.min(ceilingBytes, limit.bytes);
    sources.push({ name: 'asked for', bytes: limit.bytes, from: 'memoryLimit' });
  } else {
    sources.push({
      name: 'asked for',
      bytes: ceilingBytes,
      from: `memoryLimit ${limit.share} of the smallest limit`,
    });
  }
  budgetBytes = Math.max(0, Math.floor(budgetBytes));
  sources.push({
    name: 'budget',
    bytes: budgetBytes,
    from: 'the least of (part asked for - used by others)',
  });
  return { budgetBytes, ceilingBytes: Math.floor(ceilingBytes), limitBytes, sources };
}

/** Reads every boundary this process's memory, and its children's, lies within; the machine comes first. */
export async function readMemoryScopes(roots: SystemRoots = systemRoots): Promise<readonly MemoryScope[]> {
  const machine = await readMachineScope(roots);
  const constrained = constrainedScope(process.constrainedMemory(), machine.limitBytes);
  return [machine, ...(constrained === null ? [] : [constrained]), ...(await readCgroupScopes(roots))];
}
