import { describe, expect, test } from 'vitest';
import { textFindings } from './clean-text.ts';

describe('the check of committed text', () => {
  test.each(['DO', 'DO:', 'DO(me)'])('finds what is put off with a TO%s', rest => {
    expect(textFindings('a.ts', `const a = 1;\n// TO${rest} later\n`)).toEqual([
      'a.ts:2: something is put off; do it or say that it is not done',
    ]);
  });

  test('accepts words that only contain the letters', () => {
    expect(textFindings('a.ts', 'const AUTODOC = "mktemp XXXXXX";\n')).toEqual([]);
  });

  test('finds where a lock file names the registry it came from', () => {
    const lock =
      "  a@1.0.0:\n    resolution: {integrity: sha512-x, tarball: 'https://registry.example/a.tgz'}\n";
    expect(textFindings('pnpm-lock.yaml', lock)).toEqual(['pnpm-lock.yaml:2: a lock file names an address']);
    const npmLock = '{\n "resolved": "https://registry.example/a.tgz"\n}\n';
    expect(textFindings('x/package-lock.json', npmLock)).toHaveLength(1);
  });

  test('accepts the address in a notice that a package is deprecated', () => {
    expect(textFindings('pnpm-lock.yaml', '    deprecated: see https://example.org\n')).toEqual([]);
  });
});
