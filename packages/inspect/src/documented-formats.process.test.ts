import { readFile } from 'node:fs/promises';
import { findFfmpeg } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { measure } from './measure/measure.ts';
import { probe } from './probe/probe.ts';
import { ordinaryClip } from './testing/make-media.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

/** The names of all fields, at any depth. */
function fieldNames(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(fieldNames);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, field]) => [name, ...fieldNames(field)]);
}

async function undocumentedFields(format: string, value: unknown): Promise<string[]> {
  const text = await readFile(new URL(`../../../docs/formats/${format}.md`, import.meta.url), 'utf8');
  return fieldNames(JSON.parse(JSON.stringify(value))).filter(
    name => !new RegExp(`\\b${name}\\b`).test(text),
  );
}

describe('docs/formats names every field', () => {
  test('that probe gives', async () => {
    const media = await probe(await ordinaryClip(), { ffmpeg: await findFfmpeg() });
    expect(await undocumentedFields('probe', media)).toEqual([]);
  });

  test('that measure gives', async () => {
    await using folder = await temporaryFolder();
    const clip = await ordinaryClip();
    const options = { ffmpeg: await findFfmpeg(), cacheFolder: folder.path };
    expect(await undocumentedFields('measure', await measure(clip, clip, options))).toEqual([]);
  });
});
