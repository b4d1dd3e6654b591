import type { LoadedCommand } from '../cli-command.ts';
import type { CliOption } from '../options/cli-option.ts';

/** What a shell needs to know to complete a command line. */
export interface CompletionModel {
  readonly program: string;
  readonly commands: readonly CompletedCommand[];
}

/** One command, as far as completion goes. */
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments may be, where that is one of few; else they are files. */
  readonly choices: readonly string[];
  readonly takesFiles: boolean;
}

/** One option, as far as completion goes. */
export interface CompletedOption {
  /** Without dashes. */
  readonly long: string;
  /** One letter, without the dash. */
  readonly short: string | null;
  readonly description: string;
  /** What follows it. */
  readonly value: 'none' | 'any' | 'file' | 'folder' | readonly string[];
}

/** Derives what shells need from the commands and the registry of options. */
export function completionModel(
  program: string,
  commands: readonly LoadedCommand[],
  options: Readonly<Record<string, CliOption>>,
): CompletionModel {
  return {
    program,
    commands: commands.map(command => ({
      name: command.name,
      summary: command.summary,
      options: [...command.options.flatMap(name => optionsOf(options[name])), help],
      choices: command.arguments.flatMap(argument => argument.choices ?? []),
      takesFiles: command.arguments.some(argument => argument.choices === undefined),
    })),
  };
}

const help: CompletedOption = { long: 'help', short: 'h', description: 'show help', value: 'none' };

function optionsOf(option: CliOption | undefined): readonly CompletedOption[] {
  const [, short = null, long] = /^(?:-(\w), )?--([a-z-]+)/.exec(option?.flags ?? '') ?? [];
  if (option === undefined || long === undefined) return [];
  const { choices, completes, description, flags } = option;
  const value = flags.includes('<') ? (choices ?? completes ?? 'any') : 'none';
  return [{ long, short, description, value }];
}
