import path from 'node:path';

/** Longest stem of an output, in bytes of UTF-8: leaves room for the index, the id and the scratch name's own parts. */
export const maxStemBytes = 120;

const reservedOnWindows = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced here
const notPortable = /[\u0000-\u001f\u007f<>:"/\\|?*]/g;

/**
 * The part of a source's file name that its variants' names begin with: without the extension, portable to every
 * file system, not hidden, not an option, at most 120 bytes.
 *
 * @see https://learn.microsoft.com/windows/win32/fileio/naming-a-file
 */
export function safeStem(fileName: string): string {
  return safeName(path.parse(fileName).name);
}

/** What the names of a run's own files in the output folder are, so that no folder takes them. */
const ownNames = /^(?:manifest\.json|journal\.jsonl|ground_truth\.csv|report\.html)$/i;

/**
 * The stem of a file in a tree of outputs, such as `2024/may/clip`: that of the file below folders whose names are as safe.
 *
 * @param file - path below the folder that the tree mirrors, its parts separated by `/`
 */
export function treeStem(file: string): string {
  const folders = file.split('/');
  const stem = safeStem(folders.pop() ?? '');
  return [...folders.map(safeFolder), stem].join('/');
}

function safeFolder(name: string, depth: number): string {
  // Windows drops what a name ends with of these.
  const safe = safeName(name.replace(/[. ]+$/, dots => '_'.repeat(dots.length)));
  return depth === 0 && ownNames.test(safe) ? `_${safe}` : safe;
}

function safeName(name: string): string {
  const portable = name.toWellFormed().replace(notPortable, '_');
  const unreserved = reservedOnWindows.test(portable) ? `_${portable}` : portable;
  const visible = /^[.-]/.test(unreserved) ? `_${unreserved}` : unreserved;
  return cutToBytes(visible === '' ? '_' : visible, maxStemBytes);
}

function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0;
  let end = 0;
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > maxBytes) return text.slice(0, end);
    end += character.length;
  }
  return text;
}
