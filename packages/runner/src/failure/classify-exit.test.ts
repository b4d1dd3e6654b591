import { describe, expect, test } from 'vitest';
import type { RunFacts } from '../errors.ts';
import { StderrReader } from '../process/stderr-reader.ts';
import { classifyExit } from './classify-exit.ts';

const facts: RunFacts = {
  argv: ['/usr/bin/ffmpeg'],
  stderrTail: '',
  durationSeconds: 1,
  cpuSeconds: 0.5,
  peakMemoryBytes: 1024,
};

function classified(exitCode: number | null, stderr: string, signal: string | null = null) {
  const reader = new StderrReader();
  reader.write(Buffer.from(stderr));
  reader.end();
  return classifyExit({ exitCode, signal, ...reader.cause }, { ...facts, stderrTail: reader.tail });
}

/** What was measured: the text, the code of 5.1, the code of 7.1, and what it means. */
const table: readonly [text: string, codes: readonly number[], code: string, retry: string][] = [
  ['[error] file:/x.mp4: No such file or directory', [1, 254], 'RUNNER_INPUT_UNUSABLE', 'never'],
  ['[error] file:/x.mp4: Permission denied', [1, 243], 'RUNNER_INPUT_UNUSABLE', 'never'],
  ['[error] file:/x: Is a directory', [1, 235], 'RUNNER_INPUT_UNUSABLE', 'never'],
  ['[mov,mp4 @ 0x55d0] [error] moov atom not found', [1, 183], 'RUNNER_INPUT_INVALID', 'never'],
  ['[error] file:/x: Invalid data found when processing input', [1, 183], 'RUNNER_INPUT_INVALID', 'never'],
  [
    "[fatal] Stream specifier ':V:0' in filtergraph description [0:V:0]hflip[vout] matches no streams.",
    [1, 234],
    'RUNNER_INPUT_INVALID',
    'never',
  ],
  [
    '[error] Cannot determine format of input stream 0:0 after EOF',
    [1, 234],
    'RUNNER_INPUT_INVALID',
    'never',
  ],
  ['[error] Decoder (codec none) not found for input stream #0:0', [1], 'RUNNER_INPUT_INVALID', 'never'],
  ["[hls @ 0x55d0] [error] Format not on whitelist 'mov'", [1, 234], 'RUNNER_INPUT_REFUSED', 'never'],
  [
    "[file @ 0x1] [error] Protocol 'http' not on whitelist 'file'!",
    [1, 234],
    'RUNNER_INPUT_REFUSED',
    'never',
  ],
  ['[error] Picture size 9x9 exceeds specified max pixel count 8', [1, 234], 'RUNNER_INPUT_REFUSED', 'never'],
  ['[error] Number of streams exceeds max_streams parameter (32)', [1, 234], 'RUNNER_INPUT_REFUSED', 'never'],
  ['[fatal] Error splitting the argument list: Option not found', [1, 8], 'RUNNER_COMMAND_INVALID', 'never'],
  ["[AVFilterGraph @ 0x1] [error] No such filter: 'blurr'", [1, 8], 'RUNNER_COMMAND_INVALID', 'never'],
  ["[fatal] Unknown encoder 'libx265'", [1, 8], 'RUNNER_COMMAND_INVALID', 'never'],
  ['[libx264 @ 0x1] [error] width not divisible by 2 (321x240)', [1, 187], 'RUNNER_COMMAND_INVALID', 'never'],
  [
    '[error] av_interleaved_write_frame(): No space left on device',
    [0, 1, 228],
    'RUNNER_NO_SPACE',
    'when-space',
  ],
  ['[error] Error writing trailer of file:/x: Unknown error', [0, 1, 228], 'RUNNER_NO_SPACE', 'when-space'],
  ['[error] Error closing file: Unknown error', [0, 1, 228], 'RUNNER_NO_SPACE', 'when-space'],
  ['x264 [error]: malloc of size 1049600 failed', [0, 1, 244], 'RUNNER_OUT_OF_MEMORY', 'more-memory'],
  [
    '[error] Error while filtering: Cannot allocate memory',
    [0, 1, 244],
    'RUNNER_OUT_OF_MEMORY',
    'more-memory',
  ],
  ['[error] Decode error rate 1 exceeds maximum 0', [69], 'RUNNER_INPUT_DAMAGED', 'never'],
  [
    'ffmpeg: error while loading shared libraries: libavdevice.so.59: Error 24',
    [127],
    'RUNNER_TOO_MANY_FILES',
    'after',
  ],
  [
    'ffmpeg: error while loading shared libraries: libaom.so.3: failed to map segment from shared object',
    [127],
    'RUNNER_OUT_OF_MEMORY',
    'more-memory',
  ],
  ['[error] file:/x: Too many open files', [1, 232], 'RUNNER_TOO_MANY_FILES', 'after'],
  [
    'setpriv: failed to execute /opt/ffmpeg: No such file or directory',
    [127],
    'RUNNER_FFMPEG_MISSING',
    'never',
  ],
];

describe('An ended process', () => {
  for (const [text, exitCodes, code, retry] of table) {
    for (const exitCode of exitCodes) {
      test(`that says "${text}" with code ${exitCode} is ${code}, to be retried: ${retry}.`, () => {
        const failure = classified(exitCode, `${text}\n`);
        expect(failure?.code).toBe(code);
        expect(failure?.retry.kind).toBe(retry);
        expect(failure?.stderrTail).toBe(text);
      });
    }
  }

  test.each([
    [254, 'RUNNER_INPUT_UNUSABLE'],
    [243, 'RUNNER_INPUT_UNUSABLE'],
    [235, 'RUNNER_INPUT_UNUSABLE'],
    [183, 'RUNNER_INPUT_INVALID'],
    [8, 'RUNNER_COMMAND_INVALID'],
    [228, 'RUNNER_NO_SPACE'],
    [244, 'RUNNER_OUT_OF_MEMORY'],
    [69, 'RUNNER_INPUT_DAMAGED'],
    [139, 'RUNNER_CRASHED'],
    [137, 'RUNNER_OUT_OF_MEMORY'],
    [234, 'RUNNER_FAILED'],
    [187, 'RUNNER_FAILED'],
    [1, 'RUNNER_FAILED'],
    [255, 'RUNNER_FAILED'],
  ])('that says nothing with code %i is %s.', (exitCode, code) => {
    expect(classified(exitCode, '')?.code).toBe(code);
  });

  test('that was killed from outside is taken for the victim of the out-of-memory killer.', () => {
    const failure = classified(null, '', 'SIGKILL');
    expect(failure).toMatchObject({
      code: 'RUNNER_OUT_OF_MEMORY',
      retry: { kind: 'more-memory', atMost: 2 },
    });
  });

  test('that crashed may be tried once more.', () => {
    expect(classified(null, '', 'SIGSEGV')).toMatchObject({
      code: 'RUNNER_CRASHED',
      retry: { kind: 'now', atMost: 1 },
    });
  });

  test('that broke the limit on file sizes wrote too much.', () => {
    expect(classified(null, '', 'SIGXFSZ')?.code).toBe('RUNNER_OUTPUT_TOO_LARGE');
  });

  test('with an unknown message may be tried once more and keeps all the facts.', () => {
    const failure = classified(1, '[error] Something new\n');
    expect(failure).toMatchObject({
      code: 'RUNNER_FAILED',
      retry: { kind: 'now', atMost: 1 },
      message: 'The process failed (exit code 1): [error] Something new',
      argv: ['/usr/bin/ffmpeg'],
      stderrTail: '[error] Something new',
      durationSeconds: 1,
      cpuSeconds: 0.5,
      peakMemoryBytes: 1024,
    });
  });

  test('that ends well in spite of decoding errors has not failed.', () => {
    expect(classified(0, '[h264 @ 0x1] [error] Invalid data found when processing input\n')).toBeNull();
  });

  test('is classified by its strongest text, not by the first or the last.', () => {
    const failure = classified(
      1,
      [
        '[error] Error while decoding stream #0:0: Invalid data found when processing input',
        '[error] av_interleaved_write_frame(): No space left on device',
        '[error] Error writing trailer of file:/x: No space left on device',
        '[error] Conversion failed!',
      ].join('\n'),
    );
    expect(failure?.code).toBe('RUNNER_NO_SPACE');
  });

  test('is not classified by the name of a file that quotes a cause.', () => {
    const failure = classified(1, '[error] file:/No space left on device.mp4: Something new\n');
    expect(failure?.code).toBe('RUNNER_FAILED');
  });

  test('is not classified by what ffmpeg merely informs about, such as the tags of a file.', () => {
    expect(classified(0, '[info]     title           : No space left on device\n')).toBeNull();
  });
});
