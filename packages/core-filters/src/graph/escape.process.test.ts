import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { serializeGraph } from './serialize-graph.ts';

/** Strings per ffmpeg process: one process a string would take ten minutes. */
const perProcess = 100;

test('4000 random strings reach ffmpeg through a graph exactly as they are', () => {
  // A value cannot hold a NUL or a lone surrogate: no argv can.
  const text = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 40 })
    .filter(value => !value.includes('\0') && value.isWellFormed());
  const strings = fc.sample(text, { numRuns: 4000, seed: 20_26 });
  const wrong: string[] = [];
  for (let start = 0; start < strings.length; start += perProcess) {
    const batch = strings.slice(start, start + perProcess);
    const read = throughFfmpeg(batch);
    wrong.push(...batch.filter((value, index) => read[index] !== value));
  }
  expect(wrong).toEqual([]);
});

/**
 * Sets each string as frame metadata in a separate graph and reads it back as JSON, in one run of ffprobe. The
 * `metadata` filter is used by this test alone, in a graph that is written by replacing the filter's name.
 */
function throughFfmpeg(strings: readonly string[]): readonly (string | undefined)[] {
  const filters = strings.map((text, index) => ({
    // drawtext is the allowlisted filter with a free text; its place is taken by `metadata` below.
    written: serializeGraph(
      {
        scalerFlags: 'x',
        chains: [{ inputs: [], filters: [{ name: 'drawtext', options: { text } }], outputs: [] }],
      },
      path => path,
    ).replace(/^sws_flags=x;drawtext=text=/u, `metadata=mode=add:key=k${index}:value=`),
  }));
  const graph = `color=size=16x16:duration=0.04,${filters.map(({ written }) => written).join(',')}`;
  const output = execFileSync(
    'ffprobe',
    ['-v', 'error', '-f', 'lavfi', '-show_entries', 'frame_tags', '-of', 'json', '-i', graph],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  const tags = (JSON.parse(output) as { frames: { tags: Record<string, string> }[] }).frames[0]?.tags ?? {};
  return strings.map((_, index) => tags[`k${index}`]);
}
