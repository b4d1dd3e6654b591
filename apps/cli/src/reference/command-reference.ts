import { namedOptions, optionHeadings } from '@variegate/variants/options';
import type { LoadedCommand } from '../cli-command.ts';
import { loadCommands } from '../commands/commands.ts';
import { exitCodes } from '../exit-codes.ts';
import type { CliOption } from '../options/cli-option.ts';
import { flagOf } from '../options/library-options.ts';
import { options } from '../options/registry.ts';

const meanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  ok: 'everything succeeded or was already there',
  someFailed: 'some variants failed, the rest are published',
  notStarted:
    'nothing was started: usage, unusable input, unwritable or busy folder, missing ffmpeg or filter',
  internal: 'internal error, or output that cannot be written',
  interrupted: 'interrupted by SIGINT; run it again to resume',
  terminated: 'ended by SIGTERM; run it again to resume',
};

/** The reference of the command line as Markdown, derived from the commands and the registry of options. */
export async function commandReference(): Promise<string> {
  const codes = Object.entries(exitCodes) as [keyof typeof exitCodes, number][];
  return [
    '# The command line',
    '',
    '<!-- Derived from apps/cli/src; `npx vitest run -u apps/cli/src/reference` writes it anew. -->',
    '',
    'Progress and messages go to standard error, results to standard output. With `--json` standard output carries only',
    'NDJSON, each object with a `type`, the last one `summary`: see [events](formats/events.md).',
    'Where the locale is not UTF-8 (`LC_ALL`, `LC_CTYPE`, `LANG`), all else that is printed is ASCII, but for names of files and',
    'command lines to be copied.',
    '',
    '| exit code | means |',
    '|---|---|',
    ...codes.map(([name, code]) => `| ${code} | ${meanings[name]} |`),
    '',
    'These options are part of a variant’s identity, so another value makes another variant of the same plan:',
    `${namedOptions.flatMap(({ identity, name }) => (identity ? [`\`${flagOf(name)}\``] : [])).join(', ')}.`,
    '',
    ...(await loadCommands()).flatMap(describeCommand),
  ].join('\n');
}

function describeCommand({
  name,
  summary,
  arguments: args,
  options: names,
  examples,
}: LoadedCommand): string[] {
  const rows = optionHeadings.flatMap(group =>
    names
      .map(option => options[option])
      .filter(option => option.group === group)
      .map(describeOption),
  );
  return [
    `## \`variegate ${[name, ...args.map(({ syntax }) => syntax)].join(' ')}\``,
    '',
    `${capitalised(summary)}.`,
    '',
    ...args.map(({ syntax, description }) => `- \`${syntax}\`: ${description}`),
    ...(args.length === 0 ? [] : ['']),
    '| option | meaning | default |',
    '|---|---|---|',
    ...rows,
    '',
    '```sh',
    ...examples,
    '```',
    '',
  ];
}

function describeOption({ flags, description, default: usual = '' }: CliOption): string {
  const cell = (text: string) => text.replaceAll('|', '\\|');
  return `| \`${cell(flags)}\` | ${cell(description)} | ${cell(usual)} |`;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
