import { bashScript } from '../completion/bash-script.ts';
import { completionModel } from '../completion/completion-model.ts';
import { fishScript } from '../completion/fish-script.ts';
import { zshScript } from '../completion/zsh-script.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { options as registry } from '../options/registry.ts';
import type { CliCommand } from './cli-command.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;
const shells = Object.keys(scripts) as (keyof typeof scripts)[];

/** `variegate completion SHELL`. */
export const completion: CliCommand = {
  name: 'completion',
  summary: 'print the script by which a shell completes this command',
  arguments: [{ syntax: '<shell>', description: shells.join(', '), choices: shells }],
  options: ['verbose'],
  examples: [
    'source <(variegate completion bash)',
    'variegate completion zsh > ~/.zsh/completions/_variegate',
    'variegate completion fish > ~/.config/fish/completions/variegate.fish',
  ],
  async run({ arguments: [shell = ''], terminal: { stdout } }) {
    const known = shells.find(name => name === shell);
    if (known === undefined) throw new UsageError(`The shell must be one of ${shells.join(', ')}.`);
    // Not at the top: the list of commands holds this one.
    const { commands } = await import('./commands.ts');
    stdout.write(scripts[known](completionModel('variegate', commands, registry)));
    return exitCodes.ok;
  },
};
