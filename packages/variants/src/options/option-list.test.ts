import { readFile } from 'node:fs/promises';
import { defaultSourceLimits } from '@variegate/inspect';
import { expect, test } from 'vitest';
import { namedOptions, optionHeadings } from './index.ts';
import { resolveOptions } from './resolve-options.ts';

test('The comment that an editor shows of an option begins with its sentence.', async () => {
  const files = ['drawing', 'encoding', 'running', 'input', 'output'].map(group => `./${group}-options.ts`);
  const sources = await Promise.all(files.map(file => readFile(new URL(file, import.meta.url), 'utf8')));
  const entries = sources
    .join('\n')
    .matchAll(/\/\*\*(?<comment>(?:(?!\*\/)[\s\S])*)\*\/\n {2}(?<name>\w+): \{/g);
  const comments = new Map(
    [...entries].map(({ groups }) => [
      groups?.['name'],
      groups?.['comment']?.replaceAll(/\s+(\* )?/g, ' ').trim(),
    ]),
  );
  expect([...comments.keys()].sort()).toEqual(namedOptions.map(({ name }) => name).sort());
  for (const { name, description } of namedOptions) {
    const sentence = `${description.charAt(0).toUpperCase()}${description.slice(1)}`.replace(
      / \(see .*\)/,
      '',
    );
    expect(comments.get(name)?.startsWith(sentence), `${name}: ${comments.get(name)}`).toBe(true);
  }
});

test('Every option has a heading, flags and names are unique, and what a command has can be given to it.', () => {
  const flags = namedOptions
    .flatMap(({ flag, formerFlag }) => [flag, formerFlag])
    .filter(text => text !== undefined);
  const long = flags.map(flag => /--[a-z-]+/.exec(flag)?.[0]);
  expect(new Set(long).size).toBe(flags.length);
  for (const { heading, flag, commands, description } of namedOptions) {
    expect(optionHeadings).toContain(heading);
    expect(commands === undefined).toBe(flag === undefined);
    expect(description).toMatch(/^[a-z].*[^.]$/);
  }
});

test('An option that is part of a variant’s identity changes the settings that its id is made of; no other does.', () => {
  const other: Readonly<Record<string, unknown>> = {
    ...{ encoder: 'h264_nvenc', preset: 'slow', crf: 30, container: 'mkv', threads: 2 },
    ...{ deinterlace: 'off', alphaColour: '#FFFFFF' },
    ...{ provenance: false, plainGraph: true, count: 9, seed: 9, level: 'light', strategy: 'seven_layer' },
    ...{
      maxWorkers: 3,
      memoryLimit: 0.5,
      retries: 0,
      force: true,
      measure: 'off',
      maxFps: 20,
      timeoutSeconds: 5,
    },
  };
  const usual = resolveOptions({ outDir: 'out' }).settings;
  for (const { name, identity = false } of namedOptions) {
    if (!(name in other)) {
      expect(identity, name).toBe(false);
      continue;
    }
    const { settings } = resolveOptions({ outDir: 'out', [name]: other[name] });
    expect(JSON.stringify(settings) !== JSON.stringify(usual), name).toBe(identity);
  }
});

test('The limits of a source are the same where a call says nothing and where a package below is called directly.', () => {
  expect(resolveOptions({ outDir: 'out' }).limits).toEqual(defaultSourceLimits);
});
