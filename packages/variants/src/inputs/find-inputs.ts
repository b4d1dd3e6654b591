import { access } from 'node:fs/promises';
import { InputsUnusableError } from '../errors.ts';
import { expandInputs, type InputPath } from './expand-inputs.ts';

/** What a batch is made of, as a caller names it. */
export interface NamedInputs {
  /** Files, folders, globs and `@list.txt`. */
  readonly inputs: readonly string[];
  /** Whether folders are searched with all folders in them. */
  readonly recursive: boolean;
  /** The same of videos outside the set; folders are always searched with all folders in them. */
  readonly distractors: readonly string[];
}

/**
 * The files that a batch is made of, the distractors last.
 *
 * @param outDir - the output folder, which is never searched.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when nothing is found, or a distractor is missing: a set without its distractors is not
 *   the set that was asked for.
 */
export async function findInputs(
  { inputs, recursive, distractors }: NamedInputs,
  outDir: string,
): Promise<readonly InputPath[]> {
  const found = await expandInputs(inputs, { recursive, outDir });
  return [...found, ...(await findDistractors(distractors, outDir))];
}

/** The videos outside the set. @throws {VARIANTS_INPUTS_UNUSABLE} when one is missing. */
export async function findDistractors(
  distractors: readonly string[],
  outDir: string,
): Promise<readonly InputPath[]> {
  if (distractors.length === 0) return [];
  const found = await expandInputs(distractors, { recursive: true, outDir });
  for (const { path } of found.filter(({ named }) => named)) {
    await access(path).catch(() => {
      const hint = path.includes('\ufffd') ? ' under a name in UTF-8, and no other can be used' : '';
      throw new InputsUnusableError(`The distractor "${path}" does not exist${hint}.`);
    });
  }
  return found.map(input => ({ ...input, role: 'distractor' }));
}
