import type { CheckContext } from '../checks/check.ts';
import { compareDecoded, type DecodedComparison } from './compare-decoded.ts';
import { differencesOf, type FileFacts, readFileFacts } from './read-file-facts.ts';

/** How a file compares with the one that the reference version has made of the same plan. */
export interface FileComparison extends DecodedComparison {
  /** Facts that differ, such as `range pc instead of tv`. */
  readonly differences: readonly string[];
}

/** Compares a file with that of the reference version, which decodes both, so that only the render differs. */
export async function compareFiles(
  file: string,
  expected: string,
  context: Pick<CheckContext, 'reference' | 'signal' | 'once'>,
): Promise<FileComparison> {
  const { reference, signal } = context;
  const [facts, wanted] = await Promise.all([factsOf(file, context), factsOf(expected, context)]);
  const parts = {
    video: facts.size === wanted.size,
    audio: facts.audio === wanted.audio && facts.audio !== 'none',
  };
  const decoded = await compareDecoded([file, expected], parts, reference, signal);
  return { differences: differencesOf(facts, wanted), ...decoded };
}

function factsOf(
  file: string,
  { reference, signal, once }: Pick<CheckContext, 'reference' | 'signal' | 'once'>,
): Promise<FileFacts> {
  return once(`facts of ${file}`, () => readFileFacts(file, reference, signal));
}
