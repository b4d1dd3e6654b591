import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellQuote } from './shell-quote.ts';

test.skipIf(process.platform === 'win32')('A POSIX shell reads quoted arguments back as they were.', () => {
  const args = [
    'plain',
    'two words',
    "it's",
    '$HOME `id` "x" \\',
    '-n',
    '',
    'new\nline',
    '*?[a]',
    'ü😀',
    'a;b|c&d',
  ];
  const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${shellQuote(args)}`], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(args);
});
