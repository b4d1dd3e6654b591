/**
 * Takes memory in a known shape and ends: `node --expose-gc allocator.mjs SHAPE MEGABYTES SECONDS`.
 *
 * - `step`: everything at once, after a fifth of a second
 * - `ramp`: evenly over 1.2 seconds, as an encoder does
 * - `sawtooth`: up to the peak and down to half of it, once a second
 *
 * MEGABYTES counts what it takes on top of what Node takes itself.
 */
import { setTimeout as sleep } from 'node:timers/promises';

const chunkBytes = 4_000_000;
const tickMs = 50;
const [shape = 'step', megabytes = '100', seconds = '2'] = process.argv.slice(2);

/** @type {Readonly<Record<string, (ms: number) => number>>} */
const shapes = {
  step: ms => (ms < 200 ? 0 : 1),
  ramp: ms => Math.min(1, ms / 1_200),
  sawtooth: ms => 0.5 + 0.5 * ((ms % 1_000) / 1_000),
};
const share = shapes[shape];
if (share === undefined) throw new Error(`no shape is called ${shape}`);

/** @type {Buffer[]} */
const held = [];
const began = performance.now();
for (let ms = 0; ms < Number(seconds) * 1_000; ms = performance.now() - began) {
  const wanted = Math.round((share(ms) * Number(megabytes) * 1e6) / chunkBytes);
  while (held.length < wanted) held.push(Buffer.alloc(chunkBytes, 1));
  if (held.length > wanted) {
    held.length = wanted;
    globalThis.gc?.();
  }
  await sleep(tickMs);
}
