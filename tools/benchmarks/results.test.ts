import { expect, test } from 'vitest';
import { type BenchmarkResults, mergeResults, type SectionResult } from './benchmark-results.ts';
import { changeText, compareResults } from './compare-results.ts';
import { composeHtml, composeMarkdown } from './compose-page.ts';
import type { Figure } from './scenario.ts';

/** A section with one figure, measured in a run that began at a time. */
function section(
  name: string,
  figure: Partial<Figure>,
  startedAt = '2026-01-01T00:00:00.000Z',
): SectionResult {
  return {
    name,
    title: `About ${name}`,
    blocks: [{ kind: 'text', text: `Found out about ${name}.` }],
    figures: [{ name: 'time', value: 1, unit: 's', better: 'less', ...figure }],
    seconds: 1,
    run: {
      startedAt,
      command: 'npm run bench:docs',
      commit: 'abc1234',
      environment: {
        at: startedAt,
        machine: { platform: 'linux', architecture: 'x64', processor: 'EPYC', cores: 2, memoryBytes: 24e9 },
        versions: { variegate: '1.0.0', node: 'v24.0.0', ffmpeg: '7.1' },
        load: [0.1, 0.1, 0.1],
        busyCores: 0,
        warning: null,
      },
    },
  };
}

const changes = (before: Partial<Figure>, after: Partial<Figure>) =>
  compareResults([section('a', before)], [section('a', after)]);

test('What got worse comes first, whether less or more is better, and what is within chance is left out.', () => {
  expect(changes({ value: 10 }, { value: 12 }).map(({ worseBy }) => worseBy)).toEqual([0.2]);
  expect(changes({ value: 10 }, { value: 8 }).map(({ worseBy }) => worseBy)).toEqual([-0.2]);
  expect(changes({ value: 10, better: 'more' }, { value: 8, better: 'more' })[0]?.worseBy).toBeCloseTo(0.2);
  expect(changes({ value: 100 }, { value: 104 })).toEqual([]);
  expect(changes({ name: 'another' }, { value: 5 })).toEqual([]);
  const both = compareResults(
    [section('a', { value: 1 }), section('b', { value: 1 })],
    [section('a', { value: 0.5 }), section('b', { value: 2 })],
  );
  expect(both.map(changeText)).toEqual([
    'b, time: 1 s before, now 2 s (100 % worse)',
    'a, time: 1 s before, now 0.5 s (50 % better)',
  ]);
});

test('A run of some scenarios replaces their sections, keeps the others, and drops those that are no more.', () => {
  const previous: BenchmarkResults = {
    formatVersion: 1,
    sections: [section('gone', {}), section('a', { value: 1 }), section('b', { value: 1 })],
  };
  const { sections } = mergeResults(previous, [section('b', { value: 2 })], ['c', 'b', 'a']);
  expect(sections.map(({ name, figures }) => `${name} ${figures[0]?.value}`)).toEqual(['b 2', 'a 1']);
});

test('The page shows machine, command and commit, every section, and which is of an earlier run.', async () => {
  const results: BenchmarkResults = {
    formatVersion: 1,
    sections: [section('a', {}, '2026-01-02T00:00:00.000Z'), section('b', {}, '2026-01-01T00:00:00.000Z')],
  };
  const page = composeMarkdown(results, changes({ value: 1 }, { value: 2 }));
  expect(page).toMatch(/2 cores of EPYC.*ffmpeg 7\.1/);
  expect(page).toContain('Commit abc1234; `npm run bench:docs`.');
  expect(page).toMatch(/## About a\n\nFound out about a\.\n\n## About b\n\nOf an earlier run\./);
  expect(page).toContain('a, time: 1 s before, now 2 s (100 % worse)');
  expect(await composeHtml(results, [])).toContain('Found out about a.');
});
