import { rationalToNumber } from '@variegate/core-filters';
import { type ProbedMedia, probe as probeFile } from '@variegate/inspect';
import { findFfmpeg } from '@variegate/runner';
import { exitCodes } from '../exit-codes.ts';
import { formatBytes, formatSeconds, printable } from '../text/format.ts';
import type { CliCommand } from './cli-command.ts';

/** `variegate probe INPUT`. */
export const probe: CliCommand = {
  name: 'probe',
  summary: 'tell what a video is',
  arguments: [{ syntax: '<input>', description: 'the video' }],
  options: ['ffmpeg', 'json', 'verbose'],
  examples: ['variegate probe clip.mp4', 'variegate probe clip.mp4 --json'],
  async run({ arguments: [input = ''], options, terminal: { stdout } }) {
    const ffmpeg = await findFfmpeg(typeof options.ffmpeg === 'string' ? { path: options.ffmpeg } : {});
    const media = await probeFile(input, { ffmpeg });
    if (options.json === true) {
      stdout.write(`${JSON.stringify({ type: 'media', ...media })}\n`);
      stdout.write(`${JSON.stringify({ type: 'summary', probed: 1 })}\n`);
    } else {
      stdout.write(`${describe(media).join('\n')}\n`);
    }
    return exitCodes.ok;
  },
};

function describe({
  path,
  sizeBytes,
  container,
  facts,
  streams,
  chapters,
  provenanceTag,
}: ProbedMedia): string[] {
  const { video, audio } = facts;
  const rate = rationalToNumber(video.frameRate);
  const rotated = video.rotationDegrees === 0 ? '' : `, rotated by ${video.rotationDegrees} degrees`;
  return [
    `${printable(path)}`,
    `  container  ${container}, ${formatBytes(sizeBytes)}, ${formatSeconds(facts.durationSeconds)}`,
    `  picture    ${video.codec}, ${video.width}x${video.height}${rotated}, ${video.pixelFormat}, ` +
      `${Number(rate.toFixed(3))} frames/s${video.variableFrameRate ? ' (variable)' : ''}, ${video.frameCount} frames`,
    `  colour     ${video.colorSpace}, ${video.colorTransfer}, ${video.colorPrimaries}, ${video.colorRange} range` +
      `${video.highDynamicRange ? ', high dynamic range' : ''}`,
    `  sound      ${audio === null ? 'none' : `${audio.codec}, ${audio.sampleRate} Hz, ${audio.channels} channels`}`,
    `  streams    ${streams.map(({ kind, codec }) => `${kind} ${codec}`).join(', ')}`,
    ...(chapters.length === 0 ? [] : [`  chapters   ${chapters.length}`]),
    ...(provenanceTag === null ? [] : [`  made by    variegate, plan ${printable(provenanceTag)}`]),
  ];
}
