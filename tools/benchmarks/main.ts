import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Scenario } from './scenario.ts';
import { scenarios } from './scenarios.ts';
import { type Sizing, sizings } from './sizing.ts';
import { stopped } from './stopped.ts';
import { writeBenchmarks } from './write-benchmarks.ts';

const sizeNames = Object.keys(sizings.standard) as (keyof Sizing)[];
const root = fileURLToPath(new URL('../..', import.meta.url));
const say = (line: string) => void process.stderr.write(`${line}\n`);

const usage = `npm run bench:docs -- [options]

Measures what docs/benchmarks.md shows, and writes it with its HTML report. A section that is not measured stays as it was.

  --size tiny|standard|long  how much is measured (standard)
  --only NAME,...            these sections alone: ${scenarios.map(({ name }) => name).join(', ')}
  --input FILE               a clip to measure on, several times (those of VARIEGATE_TEST_MEDIA)
  --minutes N                begin no further section after so many minutes
  --out DIR                  where the pages go (docs)

Single sizes, each a number: ${sizeNames.map(name => `--${flagOf(name)}`).join(', ')}
`;

try {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      size: { type: 'string', default: 'standard' },
      only: { type: 'string', multiple: true, default: [] },
      input: { type: 'string', multiple: true, default: [] },
      minutes: { type: 'string', default: 'Infinity' },
      out: { type: 'string', default: path.join(root, 'docs') },
      ...Object.fromEntries(sizeNames.map(name => [flagOf(name), { type: 'string' } as const])),
    },
  });
  if (values.help) process.stdout.write(usage);
  else await measure(values);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode ??= 2;
}

interface Wanted extends Readonly<Record<string, unknown>> {
  readonly only: readonly string[];
  readonly input: readonly string[];
  readonly minutes: string;
  readonly out: string;
}

async function measure(values: Wanted): Promise<void> {
  const failed = await writeBenchmarks({
    wanted: chosen(values.only.flatMap(names => names.split(','))),
    all: scenarios,
    sizing: sizingOf(values),
    inputs: values.input,
    outDir: values.out,
    maxMinutes: Number(values.minutes),
    command: commandLine(process.argv.slice(2)),
    commit: execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim(),
    say,
    signal: stopped,
  });
  if (failed.length > 0) process.exitCode = 1;
}

/** As somebody else would type it: clips by their names alone, and without where the pages went here. */
function commandLine(words: readonly string[]): string {
  const kept = words.filter((word, index) => word !== '--out' && words[index - 1] !== '--out');
  const shown = kept.map((word, index) => (kept[index - 1] === '--input' ? path.basename(word) : word));
  return ['npm run bench:docs', ...(shown.length === 0 ? [] : ['--', ...shown])].join(' ');
}

function chosen(names: readonly string[]): readonly Scenario[] {
  const unknown = names.find(name => scenarios.every(scenario => scenario.name !== name));
  if (unknown !== undefined) {
    throw new RangeError(
      `There is no scenario "${unknown}": ${scenarios.map(({ name }) => name).join(', ')}.`,
    );
  }
  return names.length === 0 ? scenarios : scenarios.filter(({ name }) => names.includes(name));
}

function sizingOf(given: Readonly<Record<string, unknown>>): Sizing {
  const named = sizings[given['size'] as keyof typeof sizings] as Sizing | undefined;
  if (named === undefined) throw new RangeError(`--size must be one of ${Object.keys(sizings).join(', ')}.`);
  const sizes = sizeNames.flatMap(name => {
    const text = given[flagOf(name)];
    if (text === undefined) return [];
    const value = Number(text);
    if (!(value > 0))
      throw new RangeError(`--${flagOf(name)} must be a number above 0, not ${String(text)}.`);
    return [[name, value] as const];
  });
  return { ...named, ...Object.fromEntries(sizes) };
}

/** `clipSeconds` as `clip-seconds`. */
function flagOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, letter => `-${letter.toLowerCase()}`);
}
