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

/** The version in the first line of `ffmpeg -version`; `null` for a text that is not ffmpeg's. */
export function parseVersion(text: string): string | null {
  return /^ffmpeg version (\S+)/m.exec(text)?.[1] ?? null;
}

/** The names in the table that `ffmpeg -filters` prints: `TSC name V->V description`, two flags since 7. */
export function parseFilterNames(text: string): ReadonlySet<string> {
  return names(text, /^ [TSC.|]{2,3} (\w+)\s+\S+->\S+/gm);
}

/** The names in the table that `ffmpeg -encoders` prints: six flags, then the name. */
export function parseCodecNames(text: string): ReadonlySet<string> {
  return names(text, /^ [VAS][A-Z.]{5} ([\w-]+)\s/gm);
}

/** The names in the table that `ffmpeg -muxers` prints; one line may list several, separated by commas. */
export function parseMuxerNames(text: string): ReadonlySet<string> {
  return names(text, /^ [D ]E[d ]? +([\w,]+)\s/gm);
}

function names(text: string, pattern: RegExp): ReadonlySet<string> {
  return new Set([...text.matchAll(pattern)].flatMap(match => (match[1] ?? '').split(',')));
}
