import type { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { openClient } from '../service/open-client.ts';
import { runText } from '../service/run-text.ts';
import { closingText } from '../tables/closing-table.ts';

/** `variegate runs [ID]`. */
export const runs: CliCommand = {
  options: ['url', 'cancel', 'json', 'verbose'],
  examples: ['variegate runs', 'variegate runs monday', 'variegate runs monday --cancel'],
  async run({ arguments: [batchId], options, terminal: { stdout } }) {
    const client = openClient(options);
    const json = options.json === true;
    if (batchId === undefined) {
      if (options.cancel === true) throw new UsageError('Name the batch to cancel.');
      const listed = await client.list();
      for (const run of listed)
        stdout.write(`${json ? JSON.stringify({ type: 'run', ...run }) : runText(run)}\n`);
      if (json) stdout.write(`${JSON.stringify({ type: 'summary', runs: listed.length })}\n`);
      return exitCodes.ok;
    }
    if (options.cancel === true) await client.cancel(batchId);
    const run = await client.read(batchId);
    if (json) {
      stdout.write(`${JSON.stringify({ type: 'summary', ...run })}\n`);
      return exitCodes.ok;
    }
    stdout.write(`${runText(run)}\n`);
    if (run.summary) stdout.write(closingText(run.summary, { stream: stdout, dryRun: false }));
    return exitCodes.ok;
  },
};
