import path from 'node:path';
import { newestTestedVersion } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { exitCodes } from '../exit-codes.ts';
import { type Alterations, alteredFfmpeg } from '../testing/altered-ffmpeg.ts';
import { clipOf } from '../testing/clip.ts';
import { parseLines, runCommand } from '../testing/command.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { examineFfmpeg } from './examine-ffmpeg.ts';

/** Trials of hardware encoders take long and are not tested here. */
const chips = ['\\w+_(nvenc|qsv|vaapi|v4l2m2m|omx|vulkan)'];

/** The findings for an altered ffmpeg, by subject. */
async function findings(alterations: Alterations) {
  await using folder = await temporaryFolder();
  const without = {
    ...alterations.without,
    '-encoders': [...(alterations.without?.['-encoders'] ?? []), ...chips],
  };
  const file = await alteredFfmpeg(path.join(folder.path, 'bin'), { ...alterations, without });
  return Object.fromEntries((await examineFfmpeg(file)).map(finding => [finding.subject, finding]));
}

describe.skipIf(process.platform === 'win32')('An ffmpeg', () => {
  test('that has everything is reported as a full build, with the measures that it lacks.', async () => {
    const { build, measures, encoders } = await findings({ without: { '-filters': ['xpsnr'] } });
    expect(build).toMatchObject({ status: 'works', advice: null });
    expect(build?.detail).toMatch(/^full: has all \d\d+ filters/);
    expect(encoders).toMatchObject({ status: 'works', detail: 'libx264, aac' });
    expect(measures).toMatchObject({ status: 'works' });
    expect(measures?.detail).toContain('ssim');
    expect(measures?.detail).toContain('xpsnr (filter xpsnr not built in)');
  });

  test('without filters that steps need is reported as a reduced build, with what it cannot do and how to get a full one.', async () => {
    const names = ['aecho', 'drawtext', 'lut2', 'psnr', 'ssim', 'zscale'];
    const { build, measures } = await findings({ without: { '-filters': names } });
    expect(build?.status).toBe('limited');
    const { detail = '', advice } = build ?? {};
    // What measures alone use is not held against the build.
    expect(detail).toMatch(/^reduced: without filters aecho, drawtext, lut2, ssim, zscale\. /);
    const [, transformations = ''] =
      /transformations cannot be done, or not always: ([^.]+)\./.exec(detail) ?? [];
    expect(transformations.split(', ')).toEqual(expect.arrayContaining(['echo', 'text', 'meme_caption']));
    expect(transformations.split(', ')).not.toContain('brightness');
    for (const strategy of ['standard', 'seven_layer', 'enhanced_metrics'])
      expect(detail).toMatch(new RegExp(`[1-9]\\d* of 60 of ${strategy}`));
    expect(detail).toContain(
      'Not taken as sources: HDR video (PQ), HDR video (HLG), HDR video that is described in part.',
    );
    expect(detail).toContain('enhanced_metrics cannot measure its candidates');
    expect(advice).toContain('https://ffmpeg.org/download.html');
    expect(advice).toContain('--skip-missing');
    expect(measures?.detail).toContain('psnr (filter psnr not built in)');
  });

  test('that can only do steps as they are written by hand is distinguished from one that can only do them fused.', async () => {
    const { build } = await findings({ without: { '-filters': ['gblur'] } });
    expect(build?.detail).toContain('Not with separate filters (--plain-graph): blur');
  });

  test.each([
    ['of rendering', { '-filters': ['tpad'] }, 'Nothing can be rendered.'],
    ['of verification', { '-filters': ['extractplanes'] }, 'nothing is published.'],
    ['of verification, an encoder', { '-encoders': ['pcm_u8'] }, 'nothing is published.'],
  ])('that lacks something %s can make no variant.', async (_, without, says) => {
    const { build } = await findings({ without });
    expect(build).toMatchObject({ status: 'missing', detail: expect.stringContaining(says) });
    expect(build?.advice).not.toContain('--skip-missing');
  });

  test.each([
    [
      { '-encoders': ['libx264'] },
      'encoders',
      'missing',
      /^encoder libx264 not built in, so --container mp4, /,
    ],
    [
      { '-muxers': ['mov'] },
      'encoders',
      'limited',
      /^muxer mov not built in, so --container mov is refused$/,
    ],
    [{ '-encoders': ['libopus'] }, 'WebM', 'limited', /^encoder libopus not built in, so --container webm/],
    [{ '-muxers': ['chromaprint'] }, 'measures', 'limited', /audio \(muxer chromaprint not built in\)/],
    [
      { '-encoders': ['mjpeg'] },
      'build',
      'limited',
      /^reduced: without encoder mjpeg\. Reports have no pictures/,
    ],
  ])('without %o has a finding on %s: %s.', async (without, subject, status, detail) => {
    const { [subject]: finding } = await findings({ without });
    expect(finding).toMatchObject({ status, detail: expect.stringMatching(detail) });
  });

  test('that is newer than any that was tested is used, with one line that says so.', async () => {
    await using folder = await temporaryFolder();
    const bin = path.join(folder.path, 'bin');
    const ffmpeg = await alteredFfmpeg(bin, { version: '99.1', without: { '-encoders': chips } });
    const doctor = await runCommand(['doctor', '--ffmpeg', ffmpeg]);
    expect(doctor.exitCode).toBe(exitCodes.ok);
    const said = doctor.stdout.split('\n').filter(line => line.includes('newer than'));
    expect(said).toEqual([expect.stringMatching(/^works +ffmpeg: 99\.1 at .*; newer than 9\.0, the newest/)]);

    const make = ['variants', await clipOf(1), '-n', '2', '--only', 'brightness', '--measure', 'off'];
    const run = (...more: readonly string[]) =>
      runCommand([...make, '--ffmpeg', ffmpeg, '-o', path.join(folder.path, 'out'), ...more]);
    const reported = await run('--json');
    expect(parseLines(reported.stdout).filter(({ type }) => type === 'ffmpeg-untested')).toMatchObject([
      { version: '99.1', newestTested: newestTestedVersion },
    ]);
    const sentence = `ffmpeg 99.1 is newer than ${newestTestedVersion}, the newest that was tested; it is used\n`;
    expect((await run()).stderr.split(sentence)).toHaveLength(2);
    expect((await run('--quiet')).stderr).toBe('');
    expect((await run('--dry-run')).stderr.split(sentence)).toHaveLength(2);
  });

  test('whose version does not show its age is not reported.', async () => {
    const { ffmpeg } = await findings({ version: 'N-119999-g0b6cc76eaf-20260101' });
    expect(ffmpeg?.detail).not.toContain('newer');
  });
});
