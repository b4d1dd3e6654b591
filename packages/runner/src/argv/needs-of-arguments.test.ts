import { expect, test } from 'vitest';
import { needsOfArguments } from './needs-of-arguments.ts';

test('Filters, encoders and output formats are read from a command, each once and sorted.', () => {
  expect(
    needsOfArguments([
      ...[
        '-filter_complex',
        '[0:V:0]split[a][b];[a]crop=w=min(iw\\,16):h=4,format=gray[c];[b][c]overlay,split',
      ],
      ...['-map', '[c]', '-c:v', 'rawvideo', '-map', '0:a:0', '-c:a', 'pcm_u8', '-fps_mode', 'passthrough'],
      ...['-f', 'matroska', 'pipe:1', '-c', 'ffv1', '-c:v:1', 'rawvideo', '-f', 'null', '-'],
    ]),
  ).toEqual({
    filters: ['crop', 'format', 'overlay', 'split'],
    encoders: ['ffv1', 'pcm_u8', 'rawvideo'],
    muxers: ['matroska', 'null'],
  });
});

test('Values are no filters, however they are written.', () => {
  const graph =
    "sws_flags=bicubic;[0:V:0] scale=w='max(1,iw*sar)':h=ih, drawtext=text=a\\,b\\;c\\'d:x=4 [out];[out]null";
  expect(needsOfArguments(['-vf', graph]).filters).toEqual(['drawtext', 'null', 'scale']);
});
