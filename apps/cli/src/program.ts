import { createRequire } from 'node:module';
import { Argument, Command, Option } from 'commander';
import type { CliCommand, OptionValues } from './commands/cli-command.ts';
import { commands } from './commands/commands.ts';
import { type OptionName, options } from './options/registry.ts';
import type { Terminal } from './terminal.ts';

/** Called with what a command line asks for. */
export type Dispatch = (command: CliCommand, args: readonly string[], values: OptionValues) => Promise<void>;

/** The whole command line as commander knows it, built from the commands and the registry of options. */
export function buildProgram(terminal: Terminal, dispatch: Dispatch): Command {
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
  for (const command of commands) program.addCommand(build(command, program, dispatch));
  return program;
}

/** What somebody who has never used the command may begin with. */
const firstSteps = `
Begin with:
  $ variegate doctor                           what works here, and what is missing
  $ variegate variants clip.mp4 -n 5 -o out    five variants of one video
  $ variegate report out                       a page that shows them beside their source

"variegate <command> --help" tells every option of a command, with examples.
`;

function build(definition: CliCommand, program: Command, dispatch: Dispatch): Command {
  const command = new Command(definition.name).description(definition.summary).copyInheritedSettings(program);
  command.addHelpOption(new Option('-h, --help', 'show this').helpGroup('Output:'));
  for (const { syntax, description } of definition.arguments)
    command.addArgument(new Argument(syntax, description));
  const names = new Map<string, OptionName>();
  for (const name of definition.options) {
    const option = optionFor(name);
    names.set(option.attributeName(), name);
    command.addOption(option);
  }
  command.addHelpText(
    'after',
    `\nExamples:\n${definition.examples.map(example => `  $ ${example}`).join('\n')}\n`,
  );
  command.action(async () => {
    const args = command.args;
    const given = command.opts<Record<string, unknown>>();
    const values = Object.entries(given).map(([attribute, value]) => [
      names.get(attribute) ?? attribute,
      value,
    ]);
    await dispatch(definition, args, Object.fromEntries(values) as OptionValues);
  });
  return command;
}

function optionFor(name: OptionName): Option {
  const { flags, description, default: usual, group, parse } = options[name];
  const option = new Option(flags, usual === undefined ? description : `${description} (default: ${usual})`);
  option.helpGroup(`${group}:`);
  return parse === undefined ? option : option.argParser(parse);
}

function ownVersion(): string {
  const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
  return version;
}
