/**
 * Escaping of filtergraph text. ffmpeg reads a graph twice: the graph parser removes one level of backslashes while
 * it looks for the end of a filter, the option parser removes the next while it looks for the end of a value.
 * Quoting with apostrophes is not used: inside them a backslash is literal, which loses values that contain both.
 *
 * @see https://ffmpeg.org/ffmpeg-filters.html#Notes-on-filtergraph-escaping
 */

const optionSpecial = /[\\':\s]/gu;
const graphSpecial = /[\\'[\],;\s]/gu;

/** Escapes the value of one filter option for both levels. */
export function escapeOptionValue(value: string): string {
  return value.replace(optionSpecial, '\\$&').replace(graphSpecial, '\\$&');
}

/** Removes one level of backslashes: each protects the character after it. */
export function removeBackslashes(value: string): string {
  return value.replace(/\\([\s\S])/gu, '$1');
}
