import { UsageError } from './errors.ts';

const word = /(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/gsu;
const quoted = /"((?:[^"\\]|\\.)*)"|'([^']*)'/gsu;

/**
 * The words of a command as a shell would split them: at blanks, quotes keep what is inside together, and in double ones a
 * backslash takes the next character as it is. Nothing else has a meaning.
 *
 * @throws {CLI_USAGE} for a quote that is not closed.
 */
export function splitWords(text: string): readonly string[] {
  if (text.replace(word, '').trim() !== '')
    throw new UsageError(`The command ${JSON.stringify(text)} has a quote that is not closed.`);
  return (text.match(word) ?? []).map(one =>
    one.replace(quoted, (_, double: string | undefined, single: string | undefined) =>
      double === undefined ? (single ?? '') : double.replace(/\\(.)/gsu, '$1'),
    ),
  );
}
