import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { runCommand } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** Every object that a command prints with `--json`. */
async function printed(...words: readonly string[]): Promise<readonly Readonly<Record<string, unknown>>[]> {
  await using cache = await temporaryFolder();
  const env = { XDG_CACHE_HOME: cache.path };
  const { exitCode, stdout, stderr } = await runCommand([...words, '--json'], { env });
  expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  return stdout
    .trim()
    .split('\n')
    .map(line => JSON.parse(line));
}

/** The names of all fields, at any depth. */
function fieldNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => [name, ...fieldNames(field)]);
}

/** What a text has in backticks; of a path such as `facts.video` its parts as well. */
function quoted(text: string): string[] {
  const names = [...text.matchAll(/`([^`]+)`/g)].map(match => match[1] ?? '');
  return names.flatMap(name => [name, ...name.split('.')]);
}

/** All names that a page quotes, and those that stand in the first column of its tables of fields. */
async function documented(page: string) {
  const text = await readFile(new URL(`../../../docs/formats/${page}.md`, import.meta.url), 'utf8');
  const tables = text.split(/\n\n/).filter(block => block.startsWith('| field |'));
  const firstCells = tables.flatMap(table =>
    table
      .split('\n')
      .slice(2)
      .map(row => row.split('|')[1] ?? ''),
  );
  return { names: new Set(quoted(text)), fields: new Set(firstCells.flatMap(quoted)) };
}

async function expectDocumented(page: string, output: unknown): Promise<void> {
  const { names, fields } = await documented(page);
  const printedNames = new Set(fieldNames(output));
  expect([...printedNames].filter(name => !names.has(name))).toEqual([]);
  expect([...fields].filter(name => !printedNames.has(name))).toEqual([]);
}

describe('The page on a format names every field that is printed, and none that is not:', () => {
  test('of probe.', async () => {
    await expectDocumented('probe', await printed('probe', await clipOf(4)));
  });

  test('of measure.', async () => {
    const clip = await clipOf(4);
    await expectDocumented('measure', await printed('measure', clip, clip));
  });

  test('of doctor, and every subject.', async () => {
    const lines = await printed('doctor');
    await expectDocumented('doctor', lines);
    const { names } = await documented('doctor');
    const subjects = lines.flatMap(({ type, subject }) => (type === 'finding' ? [subject] : []));
    expect(subjects).toContain('hardware encoders');
    expect(subjects.filter(subject => !names.has(String(subject)))).toEqual([]);
  });
});
