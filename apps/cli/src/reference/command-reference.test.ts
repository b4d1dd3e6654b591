import { optionHeadings } from '@variegate/variants/options';
import { expect, test } from 'vitest';
import { loadCommands } from '../commands/commands.ts';
import { flagOf } from '../options/library-options.ts';
import { options } from '../options/registry.ts';
import { runInProcess } from '../testing/in-process.ts';
import { commandReference } from './command-reference.ts';

test('The reference in docs is the one that the commands and options derive.', async () => {
  await expect(await commandReference()).toMatchFileSnapshot('../../../../docs/command-line.md');
});

test('Every option belongs to a heading, and every one is used by a command.', async () => {
  const used = new Set((await loadCommands()).flatMap(command => command.options));
  for (const [name, option] of Object.entries(options)) {
    expect(optionHeadings).toContain(option.group);
    expect(used).toContain(name);
  }
});

test('Every command answers --help with its options and its examples.', async () => {
  for (const command of await loadCommands()) {
    const end = await runInProcess([command.name, '--help']);
    expect(end.exitCode).toBe(0);
    for (const name of command.options)
      expect(end.stdout).toContain(/--[a-z-]+/.exec(options[name].flags)?.[0]);
    for (const example of command.examples) expect(end.stdout).toContain(example);
  }
});

test('An option of the library is found by its flag, and one without a flag is not.', () => {
  expect(flagOf('maxWorkers')).toBe('--max-workers');
  expect(flagOf('batchId')).toBeNull();
});
