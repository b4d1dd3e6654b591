import { findFfmpeg } from '../capabilities/find-ffmpeg.ts';
import { inputArguments } from '../input/input-arguments.ts';
import { openInput } from '../input/open-input.ts';
import { runTool } from '../process/run-tool.ts';

/** The least that a verification does: decodes the file and counts its frames. */
export async function verifyFrames(path: string, expected: number): Promise<number> {
  await using input = await openInput(path, 'video');
  const { stdout, failure } = await runTool({
    program: 'ffprobe',
    ffmpeg: await findFfmpeg(),
    arguments: [
      ...inputArguments('video'),
      ...['-select_streams', 'V:0', '-count_frames', '-show_entries', 'stream=nb_read_frames', '-of', 'json'],
      ...['-i', input.ffmpegUrl],
    ],
    inputs: [input],
    timeoutMs: 60_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1),
  });
  if (failure !== null) throw failure;
  const frames = Number(JSON.parse(stdout).streams?.[0]?.nb_read_frames ?? 0);
  if (Math.abs(frames - expected) > 2)
    throw new Error(`The file has ${frames} frames instead of ${expected}.`);
  return frames;
}
