import { expect, test } from 'vitest';
import { chooseSuite } from './choose-suite.ts';

const suites = ['bookworm', 'trixie', 'forky', 'duke'];
const versions: Readonly<Record<string, string>> = {
  bookworm: '7:5.1.9-0+deb12u1',
  trixie: '7:7.1.5-0+deb13u1',
  forky: '7:9.0.2-4',
};

async function choose(line: string) {
  const asked: string[] = [];
  const result = await chooseSuite(suites, line, async suite => {
    asked.push(suite);
    return versions[suite] ?? null;
  });
  return { ...result, asked };
}

test('The first release with a version of the line is chosen, and no other is asked after it.', async () => {
  const { chosen, asked } = await choose('7.1');
  expect(chosen).toEqual({ suite: 'trixie', version: '7:7.1.5-0+deb13u1' });
  expect(asked).toEqual(['bookworm', 'trixie']);
});

test('The newest and the oldest are those of the first release from either end that there is at all.', async () => {
  const newest = await choose('newest');
  expect(newest.chosen).toEqual({ suite: 'forky', version: '7:9.0.2-4' });
  expect(newest.asked).toEqual(['duke', 'forky']);
  const oldest = await choose('oldest');
  expect(oldest.chosen).toEqual({ suite: 'bookworm', version: '7:5.1.9-0+deb12u1' });
  expect(oldest.asked).toEqual(['bookworm']);
});

test('Where no release has the line, the lines that they have are reported.', async () => {
  const { chosen, seen } = await choose('8');
  expect(chosen).toBeNull();
  expect(seen.map(({ suite }) => suite)).toEqual(['bookworm', 'trixie', 'forky']);
});
