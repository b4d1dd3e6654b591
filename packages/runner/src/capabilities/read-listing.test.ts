import { expect, test } from 'vitest';
import { parseCodecNames, parseFilterNames, parseMuxerNames, parseVersion } from './read-listing.ts';

test('Filters are read from the tables of ffmpeg 5 and 7.', () => {
  const five =
    'Filters:\n  T.. = Timeline support\n  | = Source or sink filter\n TSC hflip             V->V       Flip.\n ... amix              N->A       Mix.\n ... testsrc2          |->V       Source.\n';
  expect(parseFilterNames(five)).toEqual(new Set(['hflip', 'amix', 'testsrc2']));
  const seven =
    'Filters:\n  T. = Timeline support\n TS hflip             V->V       Flip.\n .. nullsink          V->|       Sink.\n';
  expect(parseFilterNames(seven)).toEqual(new Set(['hflip', 'nullsink']));
});

test('Encoders are read without their legend.', () => {
  const text =
    'Encoders:\n V..... = Video\n ------\n V....D libx264              H.264 (codec h264)\n A....D libfdk-aac           AAC\n';
  expect(parseCodecNames(text)).toEqual(new Set(['libx264', 'libfdk-aac']));
});

test('Output formats are read without their legend, and several names in one line are several.', () => {
  const text =
    'File formats:\n D. = Demuxing supported\n .E = Muxing supported\n --\n  E mp4             MP4\n DE mov,mp4x        two\n  Ed alsa           device\n D  aac             no output\n';
  expect(parseMuxerNames(text)).toEqual(new Set(['mp4', 'mov', 'mp4x', 'alsa']));
});

test('A version is read from ffmpeg and from nothing else.', () => {
  expect(parseVersion('ffmpeg version 7.1 Copyright (c) 2000-2024')).toBe('7.1');
  expect(parseVersion('ffmpeg version n5.1.9-0+deb12u1 Copyright')).toBe('n5.1.9-0+deb12u1');
  expect(parseVersion('usage: ffmpeg FILE')).toBeNull();
});
