import type { CompletedCommand, CompletedOption, CompletionModel } from './completion-model.ts';

/**
 * The completion script for zsh, by its own `_arguments` and `_describe`.
 *
 * @see https://zsh.sourceforge.io/Doc/Release/Completion-System.html
 */
export function zshScript({ program, commands }: CompletionModel): string {
  const described = commands.map(({ name, summary }) => `    ${quote(`${name}:${summary}`)}`);
  return `#compdef ${program}
# zsh completion of ${program}: put this file as _${program} into a folder of your fpath.
_${program}() {
  local -a commands=(
${described.join('\n')}
  )
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=\${words[2]}
  shift words
  ((CURRENT--))
  case $command in
${commands.map(branchOf).join('\n')}
  esac
}
if [[ $funcstack[1] == _${program} ]]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

function branchOf({ name, options, choices, takesFiles }: CompletedCommand): string {
  const words = choices.length > 0 ? `:(${choices.join(' ')})` : takesFiles ? ':_files' : ': ';
  const specs = [...options.flatMap(specsOf), `*: ${words}`];
  return `    ${name})
      _arguments \\
${specs.map(spec => `        ${quote(spec)}`).join(' \\\n')}
      ;;`;
}

function specsOf({ long, short, description, value }: CompletedOption): readonly string[] {
  const text = `[${description.replace(/[[\]:]/g, '\\$&')}]`;
  const action = value === 'none' ? '' : `:value:${actionFor(value)}`;
  return [`--${long}`, ...(short === null ? [] : [`-${short}`])].map(flag => `*${flag}${text}${action}`);
}

function actionFor(value: 'any' | 'file' | 'folder' | readonly string[]): string {
  if (value === 'any') return ' ';
  if (value === 'file') return '_files';
  return value === 'folder' ? '_files -/' : `(${value.join(' ')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
