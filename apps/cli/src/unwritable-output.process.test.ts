import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { mediaIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const script = fileURLToPath(new URL('./bin.ts', import.meta.url));
const oneSentence = 'variegate: what is printed cannot be written to standard output (ENOSPC).\n';

interface Streams {
  readonly stdout: 'full' | 'read' | 'closed';
  readonly stderr: 'full' | 'read';
}

/** Runs the command with streams that take nothing, `full`, or whose reader is gone, `closed`. */
async function run(args: readonly string[], streams: Streams) {
  await using full = await open('/dev/full', 'w');
  const to = (stream: Streams[keyof Streams]) => (stream === 'full' ? full.fd : 'pipe');
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', to(streams.stdout), to(streams.stderr)],
  });
  const seen = { stdout: '', stderr: '' };
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    seen.stderr += text;
  });
  if (streams.stdout === 'closed') child.stdout?.destroy();
  else
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      seen.stdout += text;
    });
  const [exitCode] = await once(child, 'close');
  return { exitCode: exitCode as number | null, ...seen };
}

describe.skipIf(process.platform !== 'linux')('Output that cannot be written', () => {
  test.each([[['catalogue']], [['--help']], [['catalogue', '--json']]])(
    'makes 70 of the exit code and one sentence: %j.',
    async args => {
      expect(await run(args, { stdout: 'full', stderr: 'read' })).toEqual({
        exitCode: 70,
        stdout: '',
        stderr: oneSentence,
      });
    },
  );

  test('is said by the exit code alone where nothing can be said.', async () => {
    expect((await run(['catalogue'], { stdout: 'full', stderr: 'full' })).exitCode).toBe(70);
  });

  test('leaves the code of a refusal, and of a success that says nothing there, as it is.', async () => {
    expect((await run(['catalogue', '--json'], { stdout: 'read', stderr: 'full' })).exitCode).toBe(0);
    expect((await run(['probe', '/nowhere.mp4'], { stdout: 'read', stderr: 'full' })).exitCode).toBe(2);
  });

  test('costs no variant, and neither does a reader that is gone.', async () => {
    await using folder = await temporaryFolder();
    const command = async (out: string) => [
      ...['variants', await clipOf(1), '-n', '2', '--json'],
      ...['-o', path.join(folder.path, out)],
    ];
    const full = await run(await command('full'), { stdout: 'full', stderr: 'read' });
    expect(full).toEqual({ exitCode: 70, stdout: '', stderr: oneSentence });
    expect(await mediaIn(path.join(folder.path, 'full'))).toHaveLength(2);

    const closed = await run(await command('closed'), { stdout: 'closed', stderr: 'read' });
    expect(closed).toEqual({ exitCode: 0, stdout: '', stderr: '' });
    expect(await mediaIn(path.join(folder.path, 'closed'))).toHaveLength(2);
  });
});
