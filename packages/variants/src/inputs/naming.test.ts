import { expect, test } from 'vitest';
import { outputName } from '../job/output-name.ts';
import { distinctStems, sharesStem } from './distinct-stems.ts';
import { maxStemBytes, safeStem } from './safe-stem.ts';

test('An ordinary name keeps its stem, spaces and all.', () => {
  expect(safeStem('My holiday 2024.final.mp4')).toBe('My holiday 2024.final');
});

test.each([
  ['con.mp4', '_con'],
  ['COM1.take.mov', '_COM1.take'],
  ['LPT².mp4', '_LPT²'],
  ['console.mp4', 'console'],
  ['-n.mp4', '_-n'],
  ['.hidden.mp4', '_.hidden'],
  ['a:b"c\n?.mp4', 'a_b_c__'],
  ['100%d.mp4', '100%d'],
  ['\ud800x.mp4', '\ufffdx'],
])('The name %j becomes the portable stem %j.', (fileName, stem) => {
  expect(safeStem(fileName)).toBe(stem);
});

test('A long name is cut to 120 bytes without cutting a character in two.', () => {
  const stem = safeStem(`${'é'.repeat(59)}x😀y.mp4`);
  expect(stem).toBe(`${'é'.repeat(59)}x`);
  expect(Buffer.byteLength(stem)).toBeLessThanOrEqual(maxStemBytes);
});

test('Files of one stem are distinguished by the start of their fingerprints, whatever their case and extension.', () => {
  const a = '3f9a'.padEnd(64, '0');
  const b = '77b1'.padEnd(64, '0');
  expect(sharesStem(['clip.mp4', 'Clip.mov', 'other.mp4'])).toEqual([true, true, false]);
  expect(
    distinctStems([
      { fileName: 'clip.mp4', fingerprint: a },
      { fileName: 'Clip.mov', fingerprint: b },
      { fileName: 'other.mp4', fingerprint: null },
    ]),
  ).toEqual(['clip~3f9a', 'Clip~77b1', 'other']);
});

test('More digits are taken where four do not distinguish the files, or where a file really has that name.', () => {
  const a = '3f9a0'.padEnd(64, '1');
  const b = '3f9a1'.padEnd(64, '1');
  const named = (fileName: string, fingerprint: string | null) => ({ fileName, fingerprint });
  expect(distinctStems([named('clip.mp4', a), named('clip.mov', b)])).toEqual(['clip~3f9a0', 'clip~3f9a1']);
  expect(
    distinctStems([named('clip.mp4', a), named('clip.mov', '7'.repeat(64)), named('clip~3f9a.mp4', null)]),
  ).toEqual(['clip~3f9a0', 'clip~77777', 'clip~3f9a']);
});

test('An output is named by stem, number and the start of its id.', () => {
  const id = '3f9a12'.padEnd(64, '0');
  expect(outputName({ stem: 'clip', index: 1, id, container: 'mp4' })).toBe('clip.v001.3f9a12.mp4');
  expect(outputName({ stem: 'clip', index: 1234, id, container: 'mkv' })).toBe('clip.v1234.3f9a12.mkv');
});
