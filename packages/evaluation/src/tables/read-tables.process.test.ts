import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { PairIndex } from './pair-index.ts';
import { type IdReader, readGroundTruth, readPredictions } from './read-tables.ts';

const header = 'query_id,ref_id,query_start,query_end,ref_start,ref_end,score';

async function reading(text: string | Uint8Array, read = readPredictions, ids?: IdReader) {
  await using folder = await temporaryFolder();
  const file = path.join(folder.path, 'found.csv');
  await writeFile(file, text);
  return await read(file, { pairs: new PairIndex(), ...(ids === undefined ? {} : { ids }) });
}

test('Columns may stand in any order, ids may be quoted, and whole numbers become what VSC2022 makes of them.', async () => {
  const table = await reading(
    '\ufeffscore,ref_end,ref_start,query_end,query_start,ref_id,query_id,note\r\n' +
      '1e-1,4,3,2,1,7,12,"a, b"\r\n.5,4,3,2,1,"R,x",Q1,\r\n',
  );
  expect([table.size, table.hasTimes, table.score(0), table.refStart(0), table.line(1)]).toEqual([
    ...[2, true, 0.1, 3, 3],
  ]);
  expect(table.pairs.queryId(0)).toBe('Q000012');
  expect([table.pairs.refId(0), table.pairs.refId(1)]).toEqual(['R000007', 'R,x']);
});

test('A file of pairs has no times, and may be one of DISC21, whose empty references say that nothing matches.', async () => {
  const pairs = await reading('query_id,reference_id,score\nQ1,R1,0.5\nQ2,,0.4\n');
  expect([pairs.size, pairs.hasTimes]).toEqual([1, false]);
  const truth = await reading('query_id,reference_id\nQ1,R1\nQ2,\n', readGroundTruth);
  expect([truth.size, truth.hasTimes]).toEqual([1, false]);
});

test.each([
  ['query_id,ref_id\n', 'Line 1 of', 'lacks the column score'],
  ['query_id,ref_id,query_start,score\n', 'Line 1 of', 'lacks the columns query_end, ref_start, ref_end'],
  ['query_id,query_id,ref_id,score\n', 'Line 1 of', 'has the column query_id twice'],
  [`${header}\nQ1,R1,0,1,0,1,nan\n`, 'Line 2 of', 'has "nan" as score, which must be a finite number'],
  [`${header}\nQ1,R1,0,1,0,1,1\nQ1,R1,0,1,0,1,inf\n`, 'Line 3 of', 'has "inf" as score'],
  [`${header}\nQ1,R1,0,1e999,0,1,1\n`, 'Line 2 of', 'has "1e999" as query_end'],
  [`${header}\nQ1,R1,0,,0,1,1\n`, 'Line 2 of', 'has "" as query_end'],
  [`${header}\nQ1,R1,2,1,0,1,1\n`, 'Line 2 of', 'has a query range that ends before it begins (2 to 1)'],
  [`${header}\nQ1,R1,0,1,5,4,1\n`, 'Line 2 of', 'has a ref range that ends before it begins (5 to 4)'],
  [`${header}\nQ1,R1,0,1,0,1\n`, 'Line 2 of', 'has 6 fields where the first line names 7'],
  [`${header}\n,R1,0,1,0,1,1\n`, 'Line 2 of', 'has no query_id'],
  [`${header}\n"Q1,R1,0,1,0,1,1\n`, 'of', 'has a quote that is not closed'],
  [`${header}\n${'x'.repeat(70_000)},R1,0,1,0,1,1\n`, 'of', 'is longer than 65536 characters'],
  ['query_id,ref_id,score\nQ1,R1,1\nQ1,R2,1\nQ1,R1,2\n', 'Line 4 of', 'has the pair of line 2 again'],
  ['', 'found.csv"', 'is empty'],
])('Bad input %# is refused with its line and the reason.', async (text, line, reason) => {
  const failure = reading(text);
  await expect(failure).rejects.toMatchObject({ code: 'EVALUATION_TABLE_INVALID' });
  await expect(failure).rejects.toThrow(line);
  await expect(failure).rejects.toThrow(reason);
});

test('Several rows of a pair are normal in matches.', async () => {
  const table = await reading(`${header}\nQ1,R1,0,1,0,1,1\nQ1,R1,1,2,1,2,1\n`);
  expect([table.size, table.pair(1)]).toEqual([2, 0]);
});

test('An id that the set does not have, an empty ground truth, a missing file and a folder are refused.', async () => {
  const ids = { query: (id: string) => (id === 'Q1' ? id : null), reference: (id: string) => id };
  await expect(
    reading(`${header}\nQ1,R1,0,1,0,1,1\nQ2,R1,0,1,0,1,1\n`, readPredictions, ids),
  ).rejects.toThrow(/Line 3 of ".*" has "Q2" as query_id, which the set does not have\./);
  await expect(reading(`${header}\n`, readGroundTruth)).rejects.toThrow('has no rows');
  const options = { pairs: new PairIndex() };
  await expect(readPredictions('missing.csv', options)).rejects.toThrow('"missing.csv" does not exist');
  await using folder = await temporaryFolder();
  await expect(readPredictions(folder.path, options)).rejects.toThrow('is not a regular file');
});
