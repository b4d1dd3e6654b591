import { describe, expect, test } from 'vitest';
import { importCycles, mutualFolders } from './tangles.ts';

const file = (path: string, ...imports: string[]) => ({ path, imports });

describe('the search for folders that import each other', () => {
  test('finds two of them, through whichever files', () => {
    expect(
      mutualFolders([file('src/b/one.ts', 'src/a/one.ts'), file('src/a/deep/two.ts', 'src/b/three.ts')]),
    ).toEqual(['src/a ↔ src/b']);
  });

  test('finds them below a shared folder', () => {
    expect(
      mutualFolders([file('src/x/a/one.ts', 'src/x/b/one.ts'), file('src/x/b/one.ts', 'src/x/a/two.ts')]),
    ).toEqual(['src/x/a ↔ src/x/b']);
  });

  test('lets a folder and the ones inside it import each other', () => {
    expect(
      mutualFolders([
        file('src/catalogue/catalogue.ts', 'src/catalogue/audio/echo.ts'),
        file('src/catalogue/audio/echo.ts', 'src/catalogue/transformation.ts'),
        file('src/index.ts', 'src/catalogue/catalogue.ts'),
        file('src/catalogue/transformation.ts', 'src/errors.ts'),
      ]),
    ).toEqual([]);
  });

  test('lets imports go one way', () => {
    expect(
      mutualFolders([file('src/a/one.ts', 'src/b/one.ts'), file('src/a/two.ts', 'src/b/two.ts')]),
    ).toEqual([]);
  });
});

describe('the search for files that import each other', () => {
  test('finds a cycle of two and a longer one', () => {
    expect(
      importCycles([
        file('a.ts', 'b.ts'),
        file('b.ts', 'a.ts', 'c.ts'),
        file('c.ts', 'd.ts'),
        file('d.ts', 'e.ts'),
        file('e.ts', 'c.ts'),
      ]),
    ).toEqual(['a.ts, b.ts', 'c.ts, d.ts, e.ts']);
  });

  test('lets two files import the same third', () => {
    expect(
      importCycles([file('a.ts', 'b.ts', 'c.ts'), file('b.ts', 'd.ts'), file('c.ts', 'd.ts'), file('d.ts')]),
    ).toEqual([]);
  });
});
