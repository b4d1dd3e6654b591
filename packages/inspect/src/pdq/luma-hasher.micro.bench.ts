import { test } from 'vitest';
import { createLumaHasher } from './luma-hasher.ts';

const luma = Uint8Array.from({ length: 1280 * 720 }, (_, at) => (at * 31) % 251);
const hasher = createLumaHasher(1280, 720, 'limited');

test('PDQ', async ({ bench }) => {
  await bench('hash a frame of 720p', () => void hasher.hash(luma)).run();
});
