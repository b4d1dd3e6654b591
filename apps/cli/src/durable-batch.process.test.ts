import { access, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand, startCommand, summaryOf } from './testing/command.ts';
import {
  deterministicManifest,
  digestsOf,
  leftoversIn,
  mediaIn,
  processesIn,
} from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const drawing = ['--only', 'colour', '--preset', 'ultrafast', '--measure', 'off'];
const batchOf = (clip: string, folder: string, ...more: readonly string[]) => [
  ...['batch', clip, '-n', '4', '--max-workers', '1', ...drawing, '-o', folder, '--json', ...more],
];
/** Four runs of the command, each of which starts Node, an engine and several ffmpegs. */
const ends = new Set(['variant-succeeded', 'variant-failed', 'variant-skipped']);

test('A durable batch makes the same files, reports the same kinds of events and leaves no state behind.', async () => {
  await using plain = await temporaryFolder();
  await using durable = await temporaryFolder();
  const clip = await clipOf(1);
  const kinds = async (args: readonly string[]) => {
    const { exitCode, stdout } = await runCommand(args);
    expect(exitCode).toBe(0);
    return new Set(parseLines(stdout).map(({ type }) => type));
  };
  const reported = await kinds(batchOf(clip, durable.path, '--durable'));
  expect(reported).toEqual(await kinds(batchOf(clip, plain.path)));
  expect(await digestsOf(durable.path)).toEqual(await digestsOf(plain.path));
  expect(await deterministicManifest(durable.path)).toEqual(await deterministicManifest(plain.path));
  expect(await leftoversIn(durable.path)).toEqual([]);
});

test.skipIf(process.platform === 'win32')(
  'A durable batch that is interrupted finishes what runs, exits with 130, and continues when it is run again.',
  async () => {
    await using folder = await temporaryFolder();
    const command = batchOf(await clipOf(2), folder.path, '--durable');
    const running = startCommand(command);
    await running.saw('variant-progress');
    running.process.kill('SIGINT');
    const end = await running.end;
    expect(end.exitCode).toBe(130);
    const first = summaryOf(end.stdout);
    expect(first.succeeded).toBeGreaterThanOrEqual(1);
    expect(first.succeeded + first.cancelled).toBe(4);
    expect(await mediaIn(folder.path)).toHaveLength(first.succeeded);
    expect(await leftoversIn(folder.path)).toEqual([]);

    const again = await runCommand(command);
    expect(again.exitCode).toBe(0);
    expect(summaryOf(again.stdout)).toMatchObject({ succeeded: 4, failed: 0, skipped: 0, cancelled: 0 });
    const events = parseLines(again.stdout);
    expect(events.filter(({ type }) => ends.has(String(type)))).toHaveLength(4);
    expect(events.filter(({ type }) => type === 'variant-started')).toHaveLength(first.cancelled);
  },
);

test.skipIf(process.platform !== 'linux')(
  'A durable batch that is killed leaves no ffmpeg, and the same command finishes it and reports all of it.',
  async () => {
    await using folder = await temporaryFolder();
    const command = batchOf(await clipOf(2), folder.path, '--durable');
    const running = startCommand(command);
    await running.saw('variant-succeeded');
    running.process.kill('SIGKILL');
    await running.end;
    await expect.poll(() => processesIn(folder.path)).toEqual([]);

    const again = await runCommand(command);
    expect(again.exitCode).toBe(0);
    expect(summaryOf(again.stdout)).toMatchObject({ requested: 4, succeeded: 4, skipped: 0 });
    const started = parseLines(again.stdout).filter(({ type }) => type === 'variant-started');
    expect(started.length).toBeLessThan(4);
    expect(await mediaIn(folder.path)).toHaveLength(4);
    expect(await leftoversIn(folder.path)).toEqual([]);
    await expect(access(path.join(folder.path, '.variegate', 'batches', 'engine.db'))).rejects.toThrow();

    const third = summaryOf((await runCommand(command)).stdout);
    expect(third).toMatchObject({ requested: 4, succeeded: 0, skipped: 4 });
  },
);

test.skipIf(process.platform !== 'linux')(
  'A durable batch with a target that is killed after a search continues with the chain that was found.',
  async () => {
    await using folder = await temporaryFolder();
    await using undisturbed = await temporaryFolder();
    const clip = await clipOf(2);
    const batchTo = (out: string) => [
      ...[
        'batch',
        clip,
        '-n',
        '2',
        '--max-workers',
        '1',
        '--only',
        'rotate,contrast,gamma',
        '--preset',
        'ultrafast',
      ],
      ...['--target-distance', '30..60', '-o', out, '--json'],
    ];
    const command = [...batchTo(folder.path), '--durable'];
    const running = startCommand(command);
    await running.saw('variant-started');
    running.process.kill('SIGKILL');
    await running.end;
    await expect.poll(() => processesIn(folder.path)).toEqual([]);
    const found = await searchesIn(folder.path);
    expect(Object.keys(found)).not.toEqual([]);

    const again = await runCommand(command);
    expect(again.exitCode).toBe(0);
    expect(summaryOf(again.stdout)).toMatchObject({ succeeded: 2, failed: 0, targetsMissed: 0 });
    // The processor time of a search is in its file: none was made again.
    expect(await searchesIn(folder.path)).toMatchObject(found);
    expect(await leftoversIn(folder.path)).toEqual([]);

    expect((await runCommand(batchTo(undisturbed.path))).exitCode).toBe(0);
    expect(await digestsOf(folder.path)).toEqual(await digestsOf(undisturbed.path));
    expect(await deterministicManifest(folder.path)).toEqual(await deterministicManifest(undisturbed.path));
  },
);

/** The saved searches of an output folder, by name. */
async function searchesIn(folder: string): Promise<Readonly<Record<string, string>>> {
  const place = path.join(folder, '.variegate', 'searches');
  const names = (await readdir(place)).filter(name => name.endsWith('.json'));
  const texts = await Promise.all(names.map(name => readFile(path.join(place, name), 'utf8')));
  return Object.fromEntries(names.map((name, number) => [name, texts[number] ?? '']));
}

test('A durable batch of nothing that is a video is refused, and nothing is stored.', async () => {
  await using folder = await temporaryFolder();
  const out = path.join(folder.path, 'out');
  const { exitCode, stderr } = await runCommand(
    batchOf(path.join(folder.path, 'missing.mp4'), out, '--durable'),
  );
  expect(exitCode).toBe(2);
  expect(stderr).toContain('missing.mp4');
  await expect(access(out)).rejects.toThrow();
});

test.skipIf(process.platform === 'win32')(
  'A durable batch that waits for disk space says so while it waits.',
  async () => {
    await using folder = await temporaryFolder();
    const command = ['batch', await clipOf(1), '-n', '1', ...drawing, '-o', folder.path, '--durable'];
    const running = startCommand([...command, '--min-free', '1000TiB']);
    await running.saw('The disk is nearly full: waiting for space.');
    running.process.kill('SIGINT');
    expect((await running.end).exitCode).toBe(130);
  },
);
