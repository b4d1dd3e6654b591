import { expect, test } from 'vitest';
import { groundTruthHeader, groundTruthRows } from './ground-truth.ts';

test('The header names the six columns of the copy-detection benchmarks.', () => {
  expect(groundTruthHeader(false)).toBe('query_id,ref_id,query_start,query_end,ref_start,ref_end\n');
});

test('Every segment becomes a row in seconds, with rounding noise cut off and a reversed one still ascending.', () => {
  const rows = groundTruthRows({
    output: 'clip.v001.3f9a12.mp4',
    sourceStem: 'clip',
    segments: [
      { variantStart: 0, variantEnd: 0.1 + 0.2, sourceStart: 1, sourceEnd: 1.6, direction: 1 },
      { variantStart: 0.3, variantEnd: 1.3, sourceStart: 2, sourceEnd: 3, direction: -1 },
    ],
  });
  expect(rows).toBe('clip.v001.3f9a12,clip,0,0.3,1,1.6\nclip.v001.3f9a12,clip,0.3,1.3,2,3\n');
});

test('Names with commas, quotes and line breaks are quoted so that a CSV reader gets them back.', () => {
  const rows = groundTruthRows({
    output: 'a,"b"\n.v001.3f9a12.mp4',
    sourceStem: 'a,"b"\n',
    segments: [{ variantStart: 0, variantEnd: 1, sourceStart: 0, sourceEnd: 1, direction: 1 }],
  });
  expect(rows).toBe('"a,""b""\n.v001.3f9a12","a,""b""\n",0,1,0,1\n');
});

test('A variant that shows nothing of its source has no row.', () => {
  expect(groundTruthRows({ output: 'a.v001.000000.mp4', sourceStem: 'a', segments: [] })).toBe('');
});
