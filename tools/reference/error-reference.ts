import { type ErrorEntry, readErrors } from './read-errors.ts';

const rooms: Readonly<Record<string, string>> = {
  cli: 'The command',
  variants: 'Variants and batches',
  runner: 'Running ffmpeg',
  inspect: 'Looking at files',
  'core-filters': 'Transformations, recipes and plans',
  scheduler: 'The queue',
  evaluation: 'Export, match and evaluate',
  benchmark: 'The benchmark',
  workflow: 'Durable batches',
  service: 'The service',
  'embedded-engine': 'The embedded engine',
};

/** What an advice of an error means, in a cell of the table. */
const retries: Readonly<Record<string, string>> = {
  never: 'no',
  now: 'yes, at once',
  after: 'yes, after a while',
  'more-memory': 'yes, with more memory',
  'when-space': 'yes, once there is room',
};

/** The text of docs/errors.md. */
export function errorReference(): string {
  const entries = readErrors();
  const sections = Object.entries(rooms).flatMap(([room, title]) => {
    const own = entries.filter(entry => entry.room === room);
    const classes = own.filter(({ remedy }) => remedy !== null);
    const others = own.filter(({ remedy }) => remedy === null);
    return own.length === 0 ? [] : [`## ${title}`, ...tableOfClasses(classes), ...tableOfOthers(others)];
  });
  return `${[heading, ...sections].join('\n\n')}\n`;
}

const heading = `# Error codes

<!-- Derived from the sources by tools/reference; what is changed here by hand is lost. -->

Every failure has a code, which programs may rely on, and a message for people, which may change. The code stands in
records, events, \`--json\` and the answers of the service; the command shows it with \`--verbose\`. What is worth another try is
tried again by itself, within limits; the last column says whether trying again by hand makes sense. \`variegate doctor\` finds what is
missing on a machine.`;

function tableOfClasses(entries: readonly ErrorEntry[]): readonly string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(
    ({ code, cause, remedy, retry }) =>
      `| \`${code}\` | ${cell(cause)} | ${cell(remedy ?? '')} | ${retries[retry ?? ''] ?? ''} |`,
  );
  return [['| code | what has happened | what to do | try again |', '|---|---|---|---|', ...rows].join('\n')];
}

function tableOfOthers(entries: readonly ErrorEntry[]): readonly string[] {
  if (entries.length === 0) return [];
  const rows = entries.map(
    ({ code, cause }) => `| \`${code}\` | ${cell(cause || 'Its message says what.')} |`,
  );
  return [['| code | message |', '|---|---|', ...rows].join('\n')];
}

const cell = (text: string) => text.replaceAll('|', '\\|');
