import { describe, expect, test } from 'vitest';
import { inputArguments } from '../input/input-arguments.ts';
import { passedEnvironment } from '../process/environment.ts';
import { launchArgv } from '../process/protections.ts';
import { exampleCommand } from '../testing/example-command.ts';
import { programArguments } from './program-arguments.ts';
import { generousMaxBytes, renderArguments } from './render-arguments.ts';

describe('The arguments of an input', () => {
  test('allow local files of the formats of its kind only, within the default limits.', () => {
    expect(inputArguments('video')).toEqual([
      ...['-protocol_whitelist', 'file'],
      ...['-format_whitelist', 'mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,mxf,gif,apng,yuv4mpegpipe'],
      ...[
        '-max_streams',
        '32',
        '-max_pixels',
        '35389440',
        '-probesize',
        '20000000',
        '-analyzeduration',
        '20000000',
      ],
    ]);
    expect(inputArguments('image')).toContain('png_pipe,jpeg_pipe');
    expect(inputArguments('audio')).toContain('wav,mp3');
  });

  test('take other limits one by one.', () => {
    const words = inputArguments('video', { maxPixels: 1000, analyzeSeconds: 1.5 });
    expect(words).toContain('1000');
    expect(words).toContain('1500000');
    expect(words[words.indexOf('-max_streams') + 1]).toBe('32');
  });
});

test('ffprobe is given no option that only ffmpeg knows.', () => {
  expect(programArguments('ffprobe', null)).toEqual([
    ...['-hide_banner', '-max_alloc', '536870912', '-loglevel', 'level+warning'],
  ]);
});

test('Progress goes to a separate pipe, and to standard output where there is no such pipe.', () => {
  expect(programArguments('ffmpeg', 'descriptor-3').slice(-4)).toEqual([
    '-stats_period',
    '0.5',
    '-progress',
    'pipe:3',
  ]);
  expect(programArguments('ffmpeg', 'stdout').at(-1)).toBe('pipe:1');
  expect(programArguments('ffmpeg', null)).not.toContain('-progress');
});

describe('The arguments of a render', () => {
  const request = {
    command: exampleCommand({ inputArguments: ['-ss', '1'] }),
    inputs: [{ kind: 'video' as const, ffmpegUrl: 'file:/dev/fd/21' }],
    resolveFile: (reference: string) => reference,
    outputPath: '/out/scratch.part',
    limits: {},
    maxBytes: 1_000_000,
    decoderThreads: 2,
    filterThreads: 3,
  };

  test('put the hardened flags before the input and the caps after everything else.', () => {
    expect(renderArguments(request)).toEqual([
      ...inputArguments('video'),
      ...['-threads', '2', '-ss', '1', '-i', 'file:/dev/fd/21'],
      ...['-filter_complex_threads', '3', '-filter_complex', 'sws_flags=bicubic;[0:V:0]hflip[vout]'],
      ...request.command.outputArguments,
      ...['-t', '6.100', '-fs', '1000000', '-y', 'file:/out/scratch.part'],
    ]);
  });

  test('are refused when an input is missing.', () => {
    expect(() => renderArguments({ ...request, inputs: [] })).toThrow(RangeError);
  });

  test('escape the drive colon and the backslashes of a Windows path in the graph.', () => {
    const drawtext = {
      name: 'drawtext',
      options: { fontfile: { file: 'font:DejaVuSans' }, text: 'x', expansion: 'none' },
    };
    const command = {
      ...request.command,
      graph: {
        scalerFlags: 'bicubic',
        chains: [{ inputs: ['0:V:0'], filters: [drawtext], outputs: ['vout'] }],
      },
    };
    const words = renderArguments({ ...request, command, resolveFile: () => 'C:\\Fonts\\DejaVuSans.ttf' });
    expect(words[words.indexOf('-filter_complex') + 1]).toContain(
      'fontfile=C\\\\:\\\\\\\\Fonts\\\\\\\\DejaVuSans.ttf',
    );
  });
});

test('The default cap on the size of an output lies far above its raw picture.', () => {
  const raw = 250 * 1280 * 720 * 1.5;
  expect(
    generousMaxBytes({ frameCount: 250, width: 1280, height: 720, durationSeconds: 10, hasAudio: true }),
  ).toBeGreaterThan(raw);
});

describe('A launch', () => {
  const all = {
    setpriv: '/bin/setpriv',
    prlimit: '/bin/prlimit',
    nice: '/bin/nice',
    watchdog: null,
    jobObject: false,
  };

  test('puts every protection in front of the program.', () => {
    expect(launchArgv(all, '/bin/ffmpeg', ['-version'], 1000)).toEqual({
      argv: [
        ...['/bin/setpriv', '--pdeathsig', 'KILL', '--no-new-privs'],
        ...['/bin/prlimit', '--core=0', '--nofile=256', '--fsize=1000'],
        ...['/bin/nice', '-n', '10', '/bin/ffmpeg', '-version'],
      ],
      lifeline: false,
    });
  });

  test('has a lifeline where a watchdog stands in for setpriv.', () => {
    const { argv, lifeline } = launchArgv(
      { ...all, setpriv: null, watchdog: '/bin/sh' },
      '/bin/ffmpeg',
      [],
      0,
    );
    expect(argv.slice(0, 2)).toEqual(['/bin/sh', '-c']);
    expect(argv.at(-1)).toBe('/bin/ffmpeg');
    expect(lifeline).toBe(true);
  });

  test('is the bare program where the system offers nothing.', () => {
    const none = { setpriv: null, prlimit: null, nice: null, watchdog: null, jobObject: true };
    expect(launchArgv(none, 'C:\\ffmpeg.exe', ['-version'], 0)).toEqual({
      argv: ['C:\\ffmpeg.exe', '-version'],
      lifeline: false,
    });
  });
});

test('A program sees a short list of variables, never those that make ffmpeg write files or colours.', () => {
  expect(
    passedEnvironment({
      PATH: '/bin',
      FFREPORT: 'file=/tmp/x',
      AV_LOG_FORCE_COLOR: '1',
      LC_ALL: 'de_DE',
      HOME: undefined,
    }),
  ).toEqual({ LC_ALL: 'C', PATH: '/bin' });
});
