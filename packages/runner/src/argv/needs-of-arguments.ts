/** What an ffmpeg must have to do something, by its own names, sorted. */
export interface FfmpegNeeds {
  readonly filters: readonly string[];
  readonly encoders: readonly string[];
  readonly muxers: readonly string[];
}

/**
 * What the arguments behind the inputs of a command ask of an ffmpeg by name: the filters of its graphs, its encoders and
 * its output formats. What ffmpeg takes unasked, such as the encoder that goes with a format, is not among them. Pure.
 */
export function needsOfArguments(words: readonly string[]): FfmpegNeeds {
  const valuesOf = (option: RegExp) =>
    words.flatMap((word, index) => (index > 0 && option.test(words[index - 1] ?? '') ? [word] : []));
  const sorted = (names: readonly string[]) => [...new Set(names)].sort();
  return {
    filters: sorted(valuesOf(/^-(?:filter_complex|lavfi|[va]f|filter:.+)$/).flatMap(filtersOfGraph)),
    encoders: sorted(valuesOf(/^-c(?::.+)?$/)),
    muxers: sorted(valuesOf(/^-f$/)),
  };
}

/** The names of the filters in the text of a graph. */
function filtersOfGraph(graph: string): readonly string[] {
  // What is escaped or quoted belongs to a value, and of `sws_flags` only the options follow.
  const bare = graph.replace(/\\./gs, '').replace(/'[^']*'/g, '');
  return bare.split(/[;,]/).flatMap(filter => {
    const [, name] = /^(?:\s*\[[^\]]*\])*\s*(\w+)/.exec(filter) ?? [];
    return name === undefined || name === 'sws_flags' ? [] : [name];
  });
}
