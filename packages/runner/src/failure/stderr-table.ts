/** What a line of standard error says about the cause of a failure. */
export type StderrMeaning =
  | 'refused'
  | 'out-of-memory'
  | 'no-space'
  | 'too-many-files'
  | 'command-invalid'
  | 'input-changes'
  | 'input-damaged'
  | 'input-missing'
  | 'input-permission'
  | 'input-directory'
  | 'input-invalid';

interface StderrEntry {
  readonly meaning: StderrMeaning;
  readonly pattern: RegExp;
}

// Texts of the C library stand at the end of a line; anchoring them keeps file names from being taken for causes.
const systemText = (text: string) => new RegExp(`(?:^|: |\\()${text}\\)?\\.?$`);

/**
 * Measured with ffmpeg 5.1.9 and 7.1. The order is a ranking: of all lines that were seen, the one whose entry
 * stands first decides, because a damaged input floods standard error before a disk runs full.
 */
export const stderrTable: readonly StderrEntry[] = [
  { meaning: 'refused', pattern: /not on whitelist/i },
  { meaning: 'refused', pattern: /exceeds specified max pixel/i },
  { meaning: 'refused', pattern: /number of streams exceeds/i },
  { meaning: 'out-of-memory', pattern: /malloc of size \d+ failed/ },
  { meaning: 'out-of-memory', pattern: systemText('Cannot allocate memory') },
  { meaning: 'out-of-memory', pattern: /std::bad_alloc/ },
  { meaning: 'out-of-memory', pattern: /failed to map segment from shared object/ },
  { meaning: 'no-space', pattern: systemText('No space left on device') },
  { meaning: 'no-space', pattern: systemText('Disk quota exceeded') },
  { meaning: 'too-many-files', pattern: systemText('Too many open files') },
  { meaning: 'too-many-files', pattern: /Error 24$/ },
  { meaning: 'no-space', pattern: /Error writing trailer/ },
  { meaning: 'no-space', pattern: /Error closing file/ },
  {
    meaning: 'command-invalid',
    pattern: /Option not found|Unrecognized option|Error splitting the argument list/,
  },
  { meaning: 'command-invalid', pattern: /No such filter/ },
  { meaning: 'command-invalid', pattern: /Unknown encoder|Unknown decoder|Unknown format/ },
  { meaning: 'command-invalid', pattern: /not divisible by 2/ },
  { meaning: 'input-changes', pattern: /Changing audio frame properties on the fly is not supported/ },
  { meaning: 'input-damaged', pattern: /Decode error rate/ },
  { meaning: 'input-missing', pattern: systemText('No such file or directory') },
  { meaning: 'input-permission', pattern: systemText('Permission denied') },
  { meaning: 'input-directory', pattern: systemText('Is a directory') },
  { meaning: 'input-invalid', pattern: /moov atom not found/ },
  { meaning: 'input-invalid', pattern: /Invalid data found when processing input/ },
  { meaning: 'input-invalid', pattern: systemText('End of file') },
  { meaning: 'input-invalid', pattern: /could not find codec parameters$/ },
  { meaning: 'input-invalid', pattern: /Not yet implemented in FFmpeg/ },
  { meaning: 'input-invalid', pattern: /matches no streams/ },
  { meaning: 'input-invalid', pattern: /Cannot determine format of input stream/ },
  { meaning: 'input-invalid', pattern: /Decoder \(codec .*\) not found|no decoder found for/ },
];

/** Meanings that make an output worthless even though ffmpeg exited with 0. */
export const fatalInSpiteOfSuccess: ReadonlySet<StderrMeaning> = new Set(['out-of-memory', 'no-space']);

/** The place of a line in {@link stderrTable}, or `null` where it says nothing. */
export function rankOfLine(line: string): number | null {
  const rank = stderrTable.findIndex(({ pattern }) => pattern.test(line));
  return rank < 0 ? null : rank;
}
