/**
 * Command lines for `xargs -0 -n N` and `parallel -0 -N N`, which take the same number of words for every call: all are
 * padded to the longest one with a global option of ffmpeg that may stand there any number of times. So no shell has to
 * read a filter graph.
 */
export function padCommandLines(lines: readonly (readonly string[])[]): {
  /** The words of all calls, each followed by a NUL. */
  readonly text: string;
  readonly wordsPerCall: number;
} {
  const wordsPerCall = Math.max(...lines.map(line => line.length));
  const padded = lines.map(line => [...Array(wordsPerCall - line.length).fill('-hide_banner'), ...line]);
  return {
    text: padded
      .flat()
      .map(word => `${word}\0`)
      .join(''),
    wordsPerCall,
  };
}
