import { type ProgramPaths, runTool } from '../process/run-tool.ts';

const timeoutMs = 30_000;

/** What ffmpeg prints for an option that lists something, such as `-filters`. */
export async function readListing(
  ffmpeg: ProgramPaths,
  option: '-version' | '-filters' | '-encoders' | '-muxers',
): Promise<string> {
  const { stdout, failure } = await runTool({
    program: 'ffmpeg',
    ffmpeg,
    arguments: [option],
    inputs: [],
    timeoutMs,
  });
  if (failure !== null) throw failure;
  return stdout;
}
