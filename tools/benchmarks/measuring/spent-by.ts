import { processorTime } from '../../../packages/variants/src/machine/processor-time.ts';

/** Processor time that some work takes, by this process and by those that it starts, in seconds. */
export async function spentBy(work: () => Promise<unknown>): Promise<number> {
  const before = await processorTime();
  await work();
  const after = await processorTime();
  return after.own - before.own + ((after.children ?? Number.NaN) - (before.children ?? Number.NaN));
}
