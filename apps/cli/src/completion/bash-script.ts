import type { CompletedCommand, CompletionModel } from './completion-model.ts';

/**
 * The completion script for bash: one function that looks at the word before the cursor, then at the command.
 *
 * @see https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
 */
export function bashScript({ program, commands }: CompletionModel): string {
  const names = commands.map(({ name }) => name).join(' ');
  return `# bash completion of ${program}: source this file, or put it into bash's completions folder.
_${program}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command=\${COMP_WORDS[1]}
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${names} --help --version' -- "$word"))
    return
  fi
  case $command in
${commands.map(branchOf).join('\n')}
  esac
}
complete -F _${program} ${program}
`;
}

function branchOf({ name, options, choices, takesFiles }: CompletedCommand): string {
  const valued = options.flatMap(({ long, short, value }) => {
    if (value === 'none') return [];
    const flags = [`--${long}`, ...(short === null ? [] : [`-${short}`])].join('|');
    return [`        ${flags}) ${replyFor(value)}; return ;;`];
  });
  const flags = options.map(({ long }) => `--${long}`).join(' ');
  const words = choices.length > 0 ? `-W '${choices.join(' ')}'` : takesFiles ? '-f' : "-W ''";
  return `    ${name})
      case $before in
${valued.join('\n')}
      esac
      if [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W '${flags}' -- "$word"))
      else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen ${words} -- "$word")
      fi
      ;;`;
}

function replyFor(value: 'any' | 'file' | 'folder' | readonly string[]): string {
  switch (value) {
    case 'any':
      return ':';
    case 'file':
      return 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$word")';
    case 'folder':
      return 'compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$word")';
    default:
      return `COMPREPLY=($(compgen -W '${value.join(' ')}' -- "$word"))`;
  }
}
