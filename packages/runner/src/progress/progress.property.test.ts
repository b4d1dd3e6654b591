import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ProgressParser, type ProgressReport } from './parse-progress.ts';
import { ProgressTracker } from './render-progress.ts';

const figure = fc.oneof(
  fc.integer().map(String),
  fc.double().map(String),
  fc.constantFrom('N/A', '', 'nan', 'inf', '-9223372036854775807', '1e999', '  2.5x', 'x', '0x'),
);
const key = fc.constantFrom('frame', 'out_time_us', 'total_size', 'speed', 'fps', 'bitrate', 'unknown');
const line = fc.oneof(
  fc.tuple(key, figure).map(([name, value]) => `${name}=${value}`),
  fc.constantFrom('progress=continue', 'progress=end', 'no separator', '=', ''),
);
const expected = fc.record({
  durationSeconds: fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 1e5, noNaN: true })),
  frameCount: fc.nat({ max: 1_000_000 }),
  width: fc.constant(160),
  height: fc.constant(120),
  hasAudio: fc.boolean(),
});

test('Whatever ffmpeg reports, progress lies between 0 and 100, never goes backwards, and no figure is NaN.', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), expected, (lines, target) => {
      const tracker = new ProgressTracker(target);
      let percent = 0;
      let elapsed = 0;
      const parser = new ProgressParser(report => {
        elapsed += 0.5;
        const progress = tracker.report(report, elapsed);
        expect(progress.percent).toBeGreaterThanOrEqual(percent);
        expect(progress.percent).toBeLessThanOrEqual(100);
        percent = progress.percent;
        for (const value of [
          progress.frame,
          progress.speed,
          progress.etaSeconds,
          progress.outSeconds,
          progress.bytes,
        ]) {
          if (value !== null) expect(Number.isFinite(value) && value >= 0).toBe(true);
        }
      });
      for (const text of lines) parser.line(text);
    }),
  );
});

test('A report has the figures of its own block only.', () => {
  const reports: ProgressReport[] = [];
  const parser = new ProgressParser(report => reports.push(report));
  for (const text of [
    ...[
      'frame=25',
      'out_time_us=1000000',
      'out_time_ms=1000000',
      'total_size=4096',
      'speed=1.5x',
      'progress=continue',
    ],
    ...['out_time_us=N/A', 'total_size=N/A', 'speed=N/A', 'progress=end'],
  ]) {
    parser.line(text);
  }
  expect(reports).toEqual([
    { frame: 25, outSeconds: 1, bytes: 4096, speed: 1.5, last: false },
    { frame: null, outSeconds: null, bytes: null, speed: null, last: true },
  ]);
});
