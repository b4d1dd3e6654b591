import { describe, expect, test } from 'vitest';
import { compareSkips } from './compare-skips.ts';
import type { AllowedSkip } from './skip-list.ts';

const list: readonly AllowedSkip[] = [
  { file: 'a.test.ts', test: 'real clips', when: ['no-test-media'] },
  { file: 'a.test.ts', test: 'signals > reach the child', when: ['windows', 'not-linux'] },
];
const collected = (skippedClips: boolean, skippedSignals: boolean) => [
  { file: 'a.test.ts', test: 'real clips > are probed', skipped: skippedClips },
  { file: 'a.test.ts', test: 'real clips > are hashed', skipped: skippedClips },
  { file: 'a.test.ts', test: 'signals > reach the child', skipped: skippedSignals },
  { file: 'a.test.ts', test: 'signals > reach the child twice', skipped: false },
];

describe('comparing skipped tests with the committed list', () => {
  test('accepts exactly the listed skips where their condition holds', () => {
    expect(compareSkips(collected(true, false), list, new Set(['no-test-media']))).toEqual([]);
    expect(compareSkips(collected(false, true), list, new Set(['not-linux']))).toEqual([]);
    expect(compareSkips(collected(false, false), list, new Set())).toEqual([]);
  });

  test('reports a skip that is not listed', () => {
    const extra = [...collected(false, false), { file: 'b.test.ts', test: 'is forgotten', skipped: true }];
    expect(compareSkips(extra, list, new Set())).toEqual([
      'skipped, and not listed as such on this machine: b.test.ts > is forgotten',
    ]);
  });

  test('reports a listed skip on a machine where its condition does not hold', () => {
    expect(compareSkips(collected(true, false), list, new Set(['windows']))).toContain(
      'skipped, and not listed as such on this machine: a.test.ts > real clips > are probed',
    );
  });

  test('reports an entry whose tests ran although its condition holds', () => {
    expect(compareSkips(collected(false, false), list, new Set(['windows']))).toEqual([
      'listed as skipped where windows or not-linux, but it ran: a.test.ts > signals > reach the child',
    ]);
  });

  test('reports an entry that names no test any more, unless its file did not take part', () => {
    const stale: AllowedSkip = { file: 'a.test.ts', test: 'was renamed', when: ['windows'] };
    const elsewhere: AllowedSkip = { file: 'c.test.ts', test: 'not run now', when: ['windows'] };
    expect(compareSkips(collected(false, false), [stale, elsewhere], new Set())).toEqual([
      'listed, but there is no such test: a.test.ts > was renamed',
    ]);
  });
});
