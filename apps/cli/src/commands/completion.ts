import { didYouMean } from '@variegate/ground';
import type { CliCommand } from '../cli-command.ts';
import { bashScript } from '../completion/bash-script.ts';
import { completionModel } from '../completion/completion-model.ts';
import { fishScript } from '../completion/fish-script.ts';
import { shells } from '../completion/shells.ts';
import { zshScript } from '../completion/zsh-script.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { options as registry } from '../options/registry.ts';

const scripts = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

/** `variegate completion SHELL`. */
export const completion: CliCommand = {
  options: ['verbose'],
  examples: [
    'source <(variegate completion bash)',
    'variegate completion zsh > ~/.zsh/completions/_variegate',
    'variegate completion fish > ~/.config/fish/completions/variegate.fish',
  ],
  async run({ arguments: [shell = ''], terminal: { stdout }, loadCommands }) {
    const known = shells.find(name => name === shell);
    if (known === undefined)
      throw new UsageError(
        `The shell must be one of ${shells.join(', ')}${didYouMean(shell, shells) || '.'}`,
      );
    stdout.write(scripts[known](completionModel('variegate', await loadCommands(), registry)));
    return exitCodes.ok;
  },
};
