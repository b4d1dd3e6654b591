import { expect, test } from 'vitest';
import { parseProcessStatus } from './process-status.ts';

const stat = (name: string) =>
  `4242 (${name}) S 7 4242 4242 0 -1 4194560 900 0 0 0 125 25 30 20 20 0 9 0 99 6e8 12000 18446744073709551615`;

test.each(['ffmpeg', 'a) R 9 (b', ''])('A process called "%s" is read by its fields.', name => {
  expect(parseProcessStatus(stat(name))).toEqual({
    state: 'S',
    parentPid: 7,
    cpuSeconds: 1.5,
    childrenCpuSeconds: 0.5,
    startTime: '99',
  });
});
