import { getOptimalWorkerCount, readMemoryBudget } from '@variegate/scheduler';
import type { CliCommand } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { listedFor } from '../options/listed-options.ts';
import { formatBytes } from '../text/format.ts';

/** `variegate workers`. */
export const workers: CliCommand = {
  options: [...listedFor('workers'), 'json', 'verbose'],
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
      `${count.workers} in parallel; ${count.conservativeWorkers} where every encode starts many threads`,
      ...count.reasons.map(reason => `  ${reason}`),
      `${formatBytes(budgetBytes)} of memory for all of them`,
      ...budget.sources.map(({ name, bytes, from }) => `  ${name}: ${formatBytes(bytes)} (${from})`),
    ];
    stdout.write(`${lines.join('\n')}\n`);
    return exitCodes.ok;
  },
};
