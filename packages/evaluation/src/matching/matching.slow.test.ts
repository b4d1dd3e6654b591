import { expect, test } from 'vitest';
import { noisyPart, syntheticHashes } from '../testing/synthetic-fingerprints.ts';
import { matchFingerprints } from './run-detectors.ts';

test('A thousand queries are looked for in a thousand references: those that come from one are found, and nothing else.', async () => {
  const references = Array.from({ length: 1000 }, (_, number) => ({
    id: `R${number}`,
    hashes: syntheticHashes(`reference ${number}`, 30),
  }));
  const queries = references.map(({ hashes }, number) => ({
    id: `Q${number}`,
    hashes: number % 2 === 0 ? noisyPart(hashes, 0, 30) : syntheticHashes(`query ${number}`, 30),
  }));
  const matches = await matchFingerprints(queries, references, { frames: true, audio: true });
  const pairs = new Set(matches.map(({ queryId, refId }) => `${queryId} ${refId}`));
  const expected = Array.from({ length: 500 }, (_, half) => `Q${2 * half} R${2 * half}`);
  expect([...pairs]).toEqual(expected);
  // One row by the picture and one by the audio.
  expect(matches).toHaveLength(1000);
});
