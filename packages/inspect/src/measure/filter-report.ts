/**
 * What a filter of ffmpeg printed. Only lines that begin with the filter's own name count: metadata of the files are
 * printed too, further to the right, and may say anything.
 */
export function reportOf(filter: string, stderr: string, pattern: RegExp): RegExpExecArray | null {
  return new RegExp(`^\\[Parsed_${filter}_\\d+ @ \\w+\\] ${pattern.source}`, 'm').exec(stderr);
}
