import type { ExitCode } from './exit-codes.ts';
import type { CommandLog } from './log/command-log.ts';
import type { OptionName } from './options/registry.ts';
import type { Terminal } from './terminal.ts';

/** One command in the list of commands: what it is called and what it is for. */
export interface CommandEntry {
  readonly name: string;
  /** One phrase. */
  readonly summary: string;
  readonly arguments: readonly CliArgument[];
  load(): Promise<CliCommand>;
}

/** What a command takes and does. */
export interface CliCommand {
  readonly options: readonly OptionName[];
  /** Command lines that a newcomer can begin with. */
  readonly examples: readonly string[];
  /** Does it; what it throws becomes one sentence and an exit code. */
  run(call: CommandCall): Promise<ExitCode>;
}

/** A command, loaded. */
export type LoadedCommand = Omit<CommandEntry, 'load'> & CliCommand;

/** An argument of a command. */
export interface CliArgument {
  /** As help shows it, such as `<input>` or `<inputs...>`. */
  readonly syntax: string;
  /** One phrase. */
  readonly description: string;
  /** What it may be, where that is one of few; else it is a file. */
  readonly choices?: readonly string[];
}

/** One call of a command. */
export interface CommandCall {
  /** The arguments, those of a variadic one in a row. */
  readonly arguments: readonly string[];
  /** The options that were given, by the names of the registry. */
  readonly options: OptionValues;
  readonly terminal: Terminal;
  /** Where to note what happens, beside what is shown of it. */
  readonly log: CommandLog;
  /** Loads every command, for the one that describes them all. */
  loadCommands(): Promise<readonly LoadedCommand[]>;
}

/** Values of options, unchecked: the library checks them. */
export type OptionValues = Readonly<Partial<Record<OptionName, unknown>>>;
