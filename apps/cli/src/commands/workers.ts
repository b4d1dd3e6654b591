import { getOptimalWorkerCount, readMemoryBudget } from '@variegate/scheduler';
import { exitCodes } from '../exit-codes.ts';
import { formatBytes } from '../text/format.ts';
import type { CliCommand } from './cli-command.ts';

/** `variegate workers`. */
export const workers: CliCommand = {
  name: 'workers',
  summary: 'tell how many encodes at a time suit this machine, and why',
  arguments: [],
  options: ['memoryLimit', 'json', 'verbose'],
  examples: ['variegate workers', 'variegate workers --memory-limit 2GiB'],
  async run({ options, terminal: { stdout } }) {
    const limit = typeof options.memoryLimit === 'string' ? { memoryLimit: options.memoryLimit } : {};
    const budget = await readMemoryBudget(limit);
    const { budgetBytes } = budget;
    const count = getOptimalWorkerCount({ workload: 'video', budgetBytes });
    if (options.json === true) {
      stdout.write(`${JSON.stringify({ type: 'summary', ...count, ...budget })}\n`);
      return exitCodes.ok;
    }
    const lines = [
      `${count.workers} at a time; ${count.conservativeWorkers} where every encode starts many threads`,
      ...count.reasons.map(reason => `  ${reason}`),
      `${formatBytes(budgetBytes)} of memory for all of them`,
      ...budget.sources.map(({ name, bytes, from }) => `  ${name}: ${formatBytes(bytes)} (${from})`),
    ];
    stdout.write(`${lines.join('\n')}\n`);
    return exitCodes.ok;
  },
};
