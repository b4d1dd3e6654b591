import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findFfmpeg } from '../capabilities/find-ffmpeg.ts';
import { inputArguments } from '../input/input-arguments.ts';
import { openInput } from '../input/open-input.ts';
import { standIn } from '../testing/stand-in.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { testClip } from '../testing/test-clip.ts';
import { protections } from './protections.ts';
import { runTool, type ToolRun } from './run-tool.ts';

const { prlimit } = await protections();

async function decode(options: Partial<ToolRun>, output: readonly string[]) {
  await using input = await openInput(await testClip(), 'video');
  return await runTool({
    program: 'ffmpeg',
    ffmpeg: await findFfmpeg(),
    arguments: [...inputArguments('video'), '-i', input.ffmpegUrl, ...output],
    inputs: [input],
    timeoutMs: 300_000,
    ...options,
  });
}

const rawGrey = ['-map', '0:V:0', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'];

describe('A run of ffmpeg', () => {
  test('passes standard output on in chunks of bytes and waits for the consumer.', async () => {
    let bytes = 0;
    let atOnce = 0;
    const result = await decode(
      {
        stdout: {
          async bytes(chunk) {
            atOnce += 1;
            expect(atOnce).toBe(1);
            await new Promise(resolve => setImmediate(resolve));
            bytes += chunk.length;
            atOnce -= 1;
          },
        },
      },
      rawGrey,
    );
    expect(result.failure).toBeNull();
    expect(bytes).toBe(25 * 160 * 120);
    expect(result.cpuSampled).toBe(false);
    expect(result.cpuSeconds).toBeGreaterThan(0);
  });

  test('stalls where no byte comes out any more, for good where none has come at all.', async () => {
    const out = (graph: string, frames: number) =>
      decode({ stdout: { bytes: () => {} }, stallMs: 800 }, [
        ...[
          '-filter_complex',
          `[0:V:0]${graph},format=gray[out]`,
          '-map',
          '[out]',
          '-fps_mode',
          'passthrough',
        ],
        ...['-frames:v', `${frames}`, '-f', 'rawvideo', '-flush_packets', '1', 'pipe:1'],
      ]);
    // One frame comes again and again, and more of it are asked for than are let through.
    const endless = 'trim=end_frame=1,loop=loop=-1:size=1,setpts=0';
    await expect(out(`${endless},select=0`, 1)).rejects.toMatchObject({
      ...{ code: 'RUNNER_STALLED', hasProgressed: false, retry: { kind: 'never' } },
    });
    await expect(out(`${endless},select='lt(n,8)'`, 9)).rejects.toMatchObject({
      ...{ code: 'RUNNER_STALLED', hasProgressed: true, retry: { kind: 'now', atMost: 1 } },
    });
  });

  test('passes standard output on line by line.', async () => {
    const lines: string[] = [];
    const result = await decode({ stdout: { lines: line => lines.push(line) } }, [
      ...['-map', '0:V:0', '-f', 'framecrc', 'pipe:1'],
    ]);
    expect(result.failure).toBeNull();
    expect(lines.filter(line => /^0,/.test(line))).toHaveLength(25);
  });

  test('rejects with the error of the consumer of its output or its progress.', async () => {
    const broken = new Error('cannot take any more');
    const bytes = () => {
      throw broken;
    };
    await expect(decode({ stdout: { bytes } }, rawGrey)).rejects.toBe(broken);
    await expect(decode({ onProgress: bytes }, ['-f', 'null', '-'])).rejects.toBe(broken);
  });

  test.skipIf(prlimit === null)('may write no file without a limit of its size.', async () => {
    await using folder = await temporaryFolder();
    const output = ['-f', 'matroska', '-y', `file:${join(folder.path, 'out.mkv')}`];
    expect((await decode({}, output)).failure?.code).toBe('RUNNER_OUTPUT_TOO_LARGE');
    expect((await decode({ maxFileBytes: 10_000_000 }, output)).failure).toBeNull();
  });

  test('ignores a hostile environment.', async () => {
    process.env['FFREPORT'] = 'file=/dev/full:level=48';
    try {
      const result = await decode({}, ['-f', 'null', '-']);
      expect(result.failure).toBeNull();
      expect(result.stderrTail).toBe('');
    } finally {
      delete process.env['FFREPORT'];
    }
  });

  test('is refused a closed input, whose descriptor may be another file by now.', async () => {
    const input = await openInput(await testClip(), 'video');
    await input[Symbol.asyncDispose]();
    await expect(decode({ inputs: [input] }, ['-f', 'null', '-'])).rejects.toThrow(/is closed already/);
  });

  test('refuses a list of other files that calls itself a video.', async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, 'clip.mp4');
    await writeFile(path, `ffconcat version 1.0\nfile '${await testClip()}'\n`);
    await using input = await openInput(path, 'video');
    const result = await runTool({
      program: 'ffprobe',
      ffmpeg: await findFfmpeg(),
      arguments: [...inputArguments('video'), '-of', 'json', '-show_format', '-i', input.ffmpegUrl],
      inputs: [input],
      timeoutMs: 300_000,
    });
    expect(result.failure?.code).toBe('RUNNER_INPUT_REFUSED');
  });
});

test('A run that is stopped ends even if the consumer of its output never does.', async () => {
  const bytes = () => new Promise<void>(() => {});
  await expect(decode({ stdout: { bytes }, timeoutMs: 300 }, rawGrey)).rejects.toMatchObject({
    code: 'RUNNER_TIMED_OUT',
  });
});

test('A run that fails is a result with its failure; one that was stopped is thrown.', async () => {
  const run = { program: 'ffmpeg', arguments: ['x'], inputs: [], timeoutMs: 300 } as const;
  const crashed = await runTool({ ...run, ffmpeg: standIn('crashes') });
  expect(crashed).toMatchObject({ exitCode: null, signal: 'SIGSEGV', failure: { code: 'RUNNER_CRASHED' } });
  await expect(runTool({ ...run, ffmpeg: standIn('hangs') })).rejects.toMatchObject({
    code: 'RUNNER_TIMED_OUT',
    message: 'ffmpeg ran for longer than 0.3 s.',
  });
});
