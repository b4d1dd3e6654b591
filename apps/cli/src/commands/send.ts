import type { CliCommand, CommandCall } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { readGivenFile, readStandardInput } from '../read-given-text.ts';
import { openClient } from '../service/open-client.ts';
import { runText } from '../service/run-text.ts';
import type { ServiceRun } from '../service/service-run.ts';
import { waitForEnd } from '../service/wait-for-end.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { closingText } from '../tables/closing-table.ts';

/** `variegate send [FILE|-]`. */
export const send: CliCommand = {
  options: ['url', 'wait', 'retryFailed', 'json', 'quiet', 'verbose', 'logFile'],
  examples: [
    'variegate send request.json --wait',
    'variegate send - < request.json',
    'variegate send --retry-failed monday',
  ],
  async run(call) {
    const { options, terminal, log } = call;
    const client = openClient(options);
    const run =
      typeof options.retryFailed === 'string'
        ? await client.retry(options.retryFailed)
        : await client.ask(await readRequest(call));
    if (options.wait !== true) {
      print(call, { type: 'run', ...run }, runText(run));
      return exitCodes.ok;
    }
    using interrupts = listenForInterrupts(() =>
      terminal.stderr.write(`The batch continues without this command: variegate runs ${run.batchId}\n`),
    );
    const end = await waitForEnd(client, run.batchId, {
      signal: interrupts.drain,
      onChange: state => {
        log.note('info', runText(state), { run: state });
        if (options.json === true) terminal.stdout.write(`${JSON.stringify({ type: 'run', ...state })}\n`);
        else if (options.quiet !== true) terminal.stderr.write(`${runText(state)}\n`);
      },
    });
    return interrupts.exitCode ?? printEnd(call, end);
  },
};

function printEnd(call: CommandCall, run: ServiceRun): ExitCode {
  const { summary } = run;
  if (summary === null || summary === undefined) {
    print(call, { type: 'summary', ...run }, runText(run));
  } else {
    const { stdout } = call.terminal;
    print(
      call,
      { type: 'summary', ...summary },
      closingText(summary, { stream: stdout, dryRun: false }).trimEnd(),
    );
  }
  const isWhole = run.counts !== null && run.counts.failed === 0 && run.counts.cancelled === 0;
  return isWhole ? exitCodes.ok : exitCodes.someFailed;
}

function print({ options, terminal }: CommandCall, data: object, line: string): void {
  terminal.stdout.write(`${options.json === true ? JSON.stringify(data) : line}\n`);
}

async function readRequest({ arguments: [file] }: CommandCall): Promise<string> {
  if (file === undefined)
    throw new UsageError('Name a file with the request, - for standard input, or --retry-failed.');
  return file === '-' ? readStandardInput() : readGivenFile(file);
}
