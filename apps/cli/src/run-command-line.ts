import { CommanderError } from 'commander';
import { loadCommands } from './commands/commands.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { withLog } from './log/command-log.ts';
import { buildProgram } from './program.ts';
import { processTerminal, type Terminal } from './terminal.ts';
import { watchOutput } from './watch-output.ts';

/** Runs the command line, without the name of the program, and returns the exit code. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<ExitCode> {
  const output = watchOutput(terminal);
  const exitCode = await run(args, terminal);
  // What was refused or interrupted is said by its own code; whoever reads the output has to know that it is not whole.
  const saysResult = exitCode === exitCodes.ok || exitCode === exitCodes.someFailed;
  return (await output.hasFailed()) && saysResult ? exitCodes.internal : exitCode;
}

async function run(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.ok;
  let verbose = false;
  const program = await buildProgram(args, terminal, async (command, commandArguments, options) => {
    verbose = options.verbose === true;
    exitCode = await withLog(options, args, terminal, log =>
      command.run({ arguments: commandArguments, options, terminal, log, loadCommands }),
    );
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.notStarted;
    const { reportError } = await import('./report-error.ts');
    return reportError(error, terminal, verbose);
  }
}
