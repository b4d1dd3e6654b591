import { expect, test } from 'vitest';
import { composePage } from './compose-page.ts';
import { type Cell, mergeResults } from './matrix-results.ts';

const checks = [
  { name: 'picture', title: 'One picture' },
  { name: 'tests', title: 'The tests pass' },
];

function cell(check: string, column: string, given: Partial<Cell> = {}): Cell {
  return {
    ...{ check, column, version: `${column}.1-4`, reference: '5.1', commit: 'abc1234', date: '2026-01-31' },
    ...{ command: 'npm run matrix -- 7.1', seconds: 12.4 },
    result: { kind: 'passed', figures: { renders: 20 } },
    ...given,
  };
}

const failed = {
  kind: 'failed',
  figures: { renders: 20, 'lowest SSIM': '0.9' },
  failures: [{ what: 'blur: SSIM 0.9', command: 'ffmpeg -i a.mp4 out.mp4' }],
} as const;

test('The page has a row for each check and a column for each version, from the oldest, with what came of it.', () => {
  const cells = [cell('picture', '10.0', { result: failed }), cell('picture', '5.1'), cell('tests', '5.1')];
  const page = composePage({ formatVersion: 1, cells }, checks, []);
  expect(page).toContain('| check | 5.1 | 10.0 |');
  expect(page).toContain('| [One picture](#picture) | passed | **failed** (1) |');
  expect(page).toContain('| [The tests pass](#tests) | passed | - |');
});

test('A section has the figures side by side, and the run of each.', () => {
  const cells = [cell('picture', '5.1'), cell('picture', '7.1', { result: failed, commit: 'def5678' })];
  const page = composePage({ formatVersion: 1, cells }, checks, []);
  expect(page).toContain('| version | 5.1.1-4 | 7.1.1-4 |');
  expect(page).toContain('| compared with | - | 5.1 |');
  expect(page).toContain('| renders | 20 | 20 |');
  expect(page).toContain('| lowest SSIM | - | 0.9 |');
  expect(page).toContain('| commit, day | abc1234, 2026-01-31 | def5678, 2026-01-31 |');
});

test('Failures are listed with their commands, and what was not run with its reason.', () => {
  const notRun = { kind: 'not-run', reason: 'there are no clips.' } as const;
  const cells = [cell('picture', '7.1', { result: failed }), cell('tests', '7.1', { result: notRun })];
  const page = composePage({ formatVersion: 1, cells }, checks, []);
  expect(page).toContain('Failed on 7.1:\n\n- blur: SSIM 0.9\n\n  ```sh\n  ffmpeg -i a.mp4 out.mp4\n  ```');
  expect(page).toContain('Not run on 7.1: there are no clips.');
});

test('What differs and why stays in the section of its check.', () => {
  const known = { checks: ['picture'], since: '6.1', what: 'Text moves.', why: 'Shaping is new.' };
  const cells = [cell('picture', '7.1'), cell('tests', '7.1')];
  const page = composePage({ formatVersion: 1, cells }, checks, [known]);
  const section = page.slice(page.indexOf('## One picture'), page.indexOf('## The tests pass'));
  expect(section).toContain('- Since 6.1: Text moves. Shaping is new.');
});

test('A run of one check on one version keeps all other cells, and checks that are no more go.', () => {
  const previous = [
    cell('picture', '5.1'),
    cell('picture', '7.1'),
    cell('tests', '7.1'),
    cell('gone', '7.1'),
  ];
  const anew = cell('picture', '7.1', { commit: 'def5678' });
  const { cells } = mergeResults({ formatVersion: 1, cells: previous }, [anew], ['picture', 'tests']);
  expect(cells.map(({ check, column, commit }) => [check, column, commit])).toEqual([
    ['picture', '5.1', 'abc1234'],
    ['picture', '7.1', 'def5678'],
    ['tests', '7.1', 'abc1234'],
  ]);
});
