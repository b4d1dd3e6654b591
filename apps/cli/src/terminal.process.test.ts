import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';
import { shellQuote } from './text/shell-quote.ts';

const script = fileURLToPath(new URL('./bin.ts', import.meta.url));

/** What a terminal shows of a command, escape sequences and all. */
async function shownOnTerminal(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<string> {
  const command = `stty cols 120 rows 30 && ${shellQuote([process.execPath, script, ...args])}`;
  // A user's terminal: variables that say that nobody is watching, such as `CI`, are left out.
  const { PATH = '', HOME = '' } = process.env;
  const { stdout } = await promisify(execFile)(
    'script',
    ['--quiet', '--return', '--command', command, '/dev/null'],
    { env: { PATH, HOME, TERM: 'xterm-256color', LANG: 'C.UTF-8', ...env } },
  );
  return stdout;
}

test.skipIf(process.platform !== 'linux')(
  'On a terminal every running variant has a line in place, with percent, speed and time to go, and there is a total.',
  async () => {
    await using folder = await temporaryFolder();
    const args = ['variants', await clipOf(10), '-n', '1', '-o', folder.path];
    const shown = await shownOnTerminal(args, {});
    expect(shown).toMatch(
      /moving-320x240-10s\.v001\.[0-9a-f]{6}\.mp4 +\S*[█░]+\S* +\d+ % +\d+\.\dx +ETA \d+\.\d s/,
    );
    expect(shown).toMatch(/total +\d+ % {2}0 of 1 variants/);
    expect(shown).toContain('\u001b[32msucceeded\u001b[39m');
    expect(shown).toContain('1 variants: 1 made;');

    const plain = await shownOnTerminal([...args, '--force'], { NO_COLOR: '1' });
    expect(plain).toContain(' succeeded ');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what must not be there
    expect(plain).not.toMatch(/\u001b\[3\d?m/);

    const ascii = await shownOnTerminal([...args, '--force'], { LC_ALL: 'C' });
    expect(ascii).toMatch(/\.mp4 +\S*[#.]+\S* +\d+ % /);
    expect(ascii.match(/[^\0-\u007f]/g)).toBeNull();
  },
);
