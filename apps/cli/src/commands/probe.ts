import { rationalToNumber } from '@variegate/core-filters';
import { type ProbedMedia, probe as probeFile } from '@variegate/inspect';
import type { CliCommand } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { listedFor } from '../options/listed-options.ts';
import { formatBytes, formatSeconds, printable } from '../text/format.ts';

/** `variegate probe INPUT`. */
export const probe: CliCommand = {
  options: [...listedFor('probe'), 'json', 'verbose'],
  examples: ['variegate probe clip.mp4', 'variegate probe clip.mp4 --json'],
  async run({ arguments: [input = ''], options, terminal: { stdout } }) {
    const { ffmpegPath } = options;
    const media = await probeFile(input, typeof ffmpegPath === 'string' ? { ffmpegPath } : {});
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
  remarks,
}: ProbedMedia): string[] {
  const { video, audio } = facts;
  const rate = rationalToNumber(video.frameRate);
  const rotated = video.rotationDegrees === 0 ? '' : `, rotated by ${video.rotationDegrees} degrees`;
  return [
    `${printable(path)}`,
    `  container  ${container}, ${formatBytes(sizeBytes)}, ${formatSeconds(facts.durationSeconds)}`,
    `  video      ${video.codec}, ${video.width}x${video.height}${rotated}, ${video.pixelFormat}, ` +
      `${Number(rate.toFixed(3))} frames/s${video.variableFrameRate ? ' (variable)' : ''}, ${video.frameCount} frames`,
    `  colour     ${video.colorSpace}, ${video.colorTransfer}, ${video.colorPrimaries}, ${video.colorRange} range` +
      `${video.highDynamicRange ? ', high dynamic range' : ''}`,
    `  audio      ${audio === null ? 'none' : `${audio.codec}, ${audio.sampleRate} Hz, ${audio.channels} channels`}`,
    `  streams    ${streams.map(({ kind, codec }) => `${kind} ${codec}`).join(', ')}`,
    ...(chapters.length === 0 ? [] : [`  chapters   ${chapters.length}`]),
    ...(provenanceTag === null ? [] : [`  made by    variegate, plan ${printable(provenanceTag)}`]),
    ...remarks.map(remark => `  remark     ${remark}`),
  ];
}
