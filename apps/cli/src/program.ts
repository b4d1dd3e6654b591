import { createRequire } from 'node:module';
import { Argument, Command, Option } from 'commander';
import type { CommandEntry, LoadedCommand, OptionValues } from './cli-command.ts';
import { commandEntries, loadCommand } from './commands/commands.ts';
import { UsageError } from './errors.ts';
import type { CliOption } from './options/cli-option.ts';
import type { OptionName } from './options/registry.ts';
import type { Terminal } from './terminal.ts';

/** Called with what a command line asks for. */
export type Dispatch = (
  command: LoadedCommand,
  args: readonly string[],
  values: OptionValues,
) => Promise<void>;

/**
 * The command line as commander knows it, built from the commands and the registry of options. Only commands that the
 * arguments name are loaded; of the others help knows the name and the purpose.
 */
export async function buildProgram(
  args: readonly string[],
  terminal: Terminal,
  dispatch: Dispatch,
): Promise<Command> {
  const program = new Command('variegate')
    .description('Controlled variants of videos: reproducible from a seed, with ground truth, in parallel.')
    .version(ownVersion())
    .exitOverride()
    .configureOutput({
      writeOut: text => terminal.stdout.write(text),
      writeErr: text => terminal.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'variegate: ')),
    });
  program.addHelpText('after', firstSteps);
  for (const entry of commandEntries) {
    const command = outline(entry, program);
    if (args.includes(entry.name)) await complete(command, entry, dispatch);
    program.addCommand(command);
  }
  return program;
}

/** Examples for a first-time user. */
const firstSteps = `
Begin with:
  $ variegate doctor                           what works here, and what is missing
  $ variegate variants clip.mp4 -n 5 -o out    five variants of one video
  $ variegate report out                       a page that shows them beside their source

"variegate <command> --help" lists the options of a command, with examples.
`;

function outline({ name, summary, arguments: args }: CommandEntry, program: Command): Command {
  const command = new Command(name).description(summary).copyInheritedSettings(program);
  for (const { syntax, description } of args) command.addArgument(new Argument(syntax, description));
  return command;
}

async function complete(command: Command, entry: CommandEntry, dispatch: Dispatch): Promise<void> {
  const { options } = await import('./options/registry.ts');
  const definition = await loadCommand(entry);
  command.addHelpOption(new Option('-h, --help', 'show this').helpGroup('Output:'));
  const names = new Map<string, OptionName>();
  for (const name of definition.options) {
    for (const option of optionsFor(options[name])) {
      names.set(option.attributeName(), name);
      command.addOption(option);
    }
  }
  command.addHelpText(
    'after',
    `\nExamples:\n${definition.examples.map(example => `  $ ${example}`).join('\n')}\n`,
  );
  command.action(async () => {
    const values: Partial<Record<OptionName, unknown>> = {};
    for (const [attribute, value] of Object.entries(command.opts<Record<string, unknown>>())) {
      const name = names.get(attribute);
      if (name === undefined) continue;
      if (name in values)
        throw new UsageError(`${bothFlagsOf(options[name])} are the same option: give one of them.`);
      values[name] = value;
    }
    await dispatch(definition, command.args, values);
  });
}

/** An option, and behind it the flags that it had before, which nothing lists. */
function optionsFor({ flags, formerFlags, description, default: usual, group, parse }: CliOption): Option[] {
  const current = new Option(flags, usual === undefined ? description : `${description} (default: ${usual})`);
  const former = formerFlags === undefined ? [] : [new Option(formerFlags).hideHelp()];
  return [current.helpGroup(`${group}:`), ...former].map(option =>
    parse === undefined ? option : option.argParser(parse),
  );
}

const bothFlagsOf = ({ flags, formerFlags = '' }: CliOption) =>
  [flags, formerFlags].map(text => /--[a-z-]+/.exec(text)?.[0]).join(' and ');

function ownVersion(): string {
  const { version } = createRequire(import.meta.url)('#package.json') as { version: string };
  return version;
}
