import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFfmpeg } from '@variegate/runner';
import { describe, expect, test } from 'vitest';
import { probe } from '../probe/probe.ts';
import { hashSource } from '../source/hash-source.ts';
import { wordsPerFrame } from '../source/source-hashes.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { parsePdqHash, pdqDistanceAt } from './pdq-hash.ts';

const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';

/** Frame number, quality, hash, seconds, as the reference implementation of vPDQ prints them. */
function readReference(file: string) {
  const lines = readFileSync(join(media, 'golden/vpdq', file), 'utf8')
    .trim()
    .split('\n');
  return lines.map(line => {
    const [, quality = '', hash = ''] = line.split(',');
    return { quality: Number(quality), hash: parsePdqHash(hash) };
  });
}

describe.skipIf(media === '')('the reference implementation and ours', () => {
  const files = media === '' ? [] : readdirSync(join(media, 'golden/vpdq'));

  test('agree on all frames of enough quality within 2 bits at the median and 6 at 95 %', async () => {
    await using folder = await temporaryFolder();
    const ffmpeg = await findFfmpeg();
    const distances: number[] = [];
    for (const file of files) {
      const clip = join(media, 'media', file.replace('.txt', '.mp4'));
      const { facts } = await probe(clip, { ffmpeg });
      const ours = await hashSource(clip, { ffmpeg, facts, cacheFolder: folder.path });
      const reference = readReference(file);
      expect(ours.times.length).toBe(reference.length);
      for (const [frame, { quality, hash }] of reference.entries()) {
        expect(Math.abs((ours.qualities[frame] ?? 0) - quality)).toBeLessThanOrEqual(1);
        if (quality >= 80) distances.push(pdqDistanceAt(ours.words, frame * wordsPerFrame, hash, 0));
      }
    }
    distances.sort((a, b) => a - b);
    expect(distances.length).toBeGreaterThan(1000);
    expect(distances[Math.floor(distances.length / 2)]).toBeLessThanOrEqual(2);
    expect(distances[Math.floor(distances.length * 0.95)]).toBeLessThanOrEqual(6);
  });
});
