import { execFileSync } from 'node:child_process';
import { createLumaHasher } from '@variegate/inspect';
import { describe, expect, test } from 'vitest';
import { makeSample } from './make-sample.ts';

describe('the sample clip', () => {
  test('is ten seconds of 720p with audio', async () => {
    const probed = JSON.parse(
      execFileSync(
        'ffprobe',
        ['-v', 'error', '-of', 'json', '-show_format', '-show_streams', await makeSample()],
        { encoding: 'utf8' },
      ),
    );
    expect(Number(probed.format.duration)).toBeCloseTo(10, 1);
    expect(probed.streams).toMatchObject([
      { codec_name: 'h264', width: 1280, height: 720, nb_frames: '300', avg_frame_rate: '30/1' },
      { codec_name: 'aac', sample_rate: '48000' },
    ]);
  });

  test('has a PDQ quality of at least 80 in every second, and moves', async () => {
    const luma = execFileSync(
      'ffmpeg',
      [
        ...['-v', 'error', '-i', await makeSample(), '-map', '0:v', '-vf', 'fps=1'],
        ...['-pix_fmt', 'gray', '-f', 'rawvideo', '-'],
      ],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    const frameBytes = 1280 * 720;
    expect(luma.length).toBe(10 * frameBytes);
    const hasher = createLumaHasher(1280, 720, 'full');
    const frames = Array.from({ length: 10 }, (_, second) => {
      const { quality, hash } = hasher.hash(luma.subarray(second * frameBytes, (second + 1) * frameBytes));
      return { quality, hash: hash.join(',') };
    });
    expect(Math.min(...frames.map(({ quality }) => quality))).toBeGreaterThanOrEqual(80);
    expect(new Set(frames.map(({ hash }) => hash)).size).toBe(10);
  });

  test('has audio that swells and pauses like speech', async () => {
    const pcm = execFileSync(
      'ffmpeg',
      ['-v', 'error', '-i', await makeSample(), '-map', '0:a', '-ac', '1', '-ar', '8000', '-f', 's16le', '-'],
      { maxBuffer: 16 * 1024 * 1024 },
    );
    const samples = new Int16Array(pcm.buffer, pcm.byteOffset, pcm.length / 2);
    // Loudness of each twentieth of a second.
    const loudness = Array.from({ length: Math.floor(samples.length / 400) }, (_, slot) =>
      Math.sqrt(samples.subarray(slot * 400, (slot + 1) * 400).reduce((sum, x) => sum + x * x, 0) / 400),
    );
    const loudest = Math.max(...loudness);
    const quiet = loudness.filter(level => level < loudest / 10).length / loudness.length;
    expect(loudest).toBeGreaterThan(1000);
    expect(quiet).toBeGreaterThan(0.2);
    expect(quiet).toBeLessThan(0.8);
  });
});
