import { CommanderError } from 'commander';
import { loadCommands } from './commands/commands.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { buildProgram } from './program.ts';
import { processTerminal, type Terminal } from './terminal.ts';

/** Runs the command line, without the name of the program, and returns the exit code. Never throws. */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal = processTerminal,
): Promise<ExitCode> {
  ignoreClosedReader(terminal);
  let exitCode: ExitCode = exitCodes.ok;
  let verbose = false;
  const program = await buildProgram(args, terminal, async (command, commandArguments, options) => {
    verbose = options.verbose === true;
    exitCode = await command.run({ arguments: commandArguments, options, terminal, loadCommands });
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

/** A reader such as `head` that closes the pipe early must not cost variants. */
function ignoreClosedReader({ stdout, stderr }: Terminal): void {
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
}
