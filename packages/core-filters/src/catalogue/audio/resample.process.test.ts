import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { ordinaryFacts } from '../../testing/facts.ts';
import { resample } from './resample.ts';

test.each([1, 2])('After audio of %i channels was resampled, pan knows how many there are.', channels => {
  const audio = ordinaryFacts.audio && { ...ordinaryFacts.audio, channels };
  const chain = resample({ ...ordinaryFacts, audio }, 44_100).map(({ name, options }) => {
    const values = Object.entries(options).map(([key, value]) => `${key}=${value}`);
    return `${name}=${values.join(':')}`;
  });
  const layout = channels === 1 ? 'mono' : 'stereo';
  const source = `sine=duration=1,aformat=channel_layouts=${layout},loudnorm`;
  const graph = [source, ...chain, `pan=${layout}|c0=-1*c0`].join(',');
  const { status } = spawnSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', graph, '-f', 'null', '-']);
  expect(status).toBe(0);
});
