import type { CompletedCommand, CompletedOption, CompletionModel } from './completion-model.ts';

/**
 * The completion script for fish: one line for each command and each of its options.
 *
 * @see https://fishshell.com/docs/current/completions.html
 */
export function fishScript({ program, commands }: CompletionModel): string {
  const lines = [
    `# fish completion of ${program}: put this file as ${program}.fish into ~/.config/fish/completions.`,
    `complete -c ${program} -n __fish_use_subcommand -f`,
    ...commands.map(
      ({ name, summary }) =>
        `complete -c ${program} -n __fish_use_subcommand -f -a ${name} -d ${quote(summary)}`,
    ),
    ...commands.flatMap(command => linesOf(program, command)),
  ];
  return `${lines.join('\n')}\n`;
}

function linesOf(
  program: string,
  { name, options, choices, takesFiles }: CompletedCommand,
): readonly string[] {
  const when = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`;
  const words = choices.length > 0 ? [`${when} -f -a ${quote(choices.join(' '))}`] : [];
  const none = choices.length === 0 && !takesFiles ? [`${when} -f`] : [];
  return [...words, ...none, ...options.map(option => `${when} ${flagsOf(option)}`)];
}

function flagsOf({ long, short, description, value }: CompletedOption): string {
  const flags = `${short === null ? '' : `-s ${short} `}-l ${long} -d ${quote(description)}`;
  if (value === 'none') return flags;
  if (value === 'any') return `${flags} -x`;
  if (value === 'file') return `${flags} -r`;
  if (value === 'folder') return `${flags} -x -a '(__fish_complete_directories)'`;
  return `${flags} -x -a ${quote(value.join(' '))}`;
}

function quote(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
