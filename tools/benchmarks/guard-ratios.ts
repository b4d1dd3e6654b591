import { type Change, type ComparedSection, compareResults } from './compare-results.ts';

/**
 * By how much a ratio may be worse than the committed one, as a share of it: more than two runs of one commit differ beside light work.
 */
export const tolerance = 0.25;

/** What a comparison with committed ratios came to. */
export interface GuardResult {
  /** How many ratios were compared. */
  readonly compared: number;
  /** Those that were worse by more than {@link tolerance}, twice; as they were the second time. */
  readonly worse: readonly Change[];
}

/**
 * Measures ratios and compares them with committed ones. Sections with a ratio that is worse are measured a second time, as what
 * happens once may be chance.
 *
 * @param measure - measures the sections of these names
 * @throws {RangeError} when a ratio is committed and not measured: nothing would guard it.
 */
export async function guardRatios(
  committed: readonly ComparedSection[],
  measure: (names: readonly string[]) => Promise<readonly ComparedSection[]>,
): Promise<GuardResult> {
  const measured = await measure(committed.map(({ name }) => name));
  const known = new Set(measured.flatMap(keysOf));
  const missing = committed.flatMap(keysOf).find(key => !known.has(key));
  if (missing !== undefined)
    throw new RangeError(`The ratio "${missing}" is committed, but was not measured.`);
  const suspects = worseOf(committed, measured);
  const again =
    suspects.length === 0 ? [] : await measure([...new Set(suspects.map(({ section }) => section))]);
  const isSuspect = ({ section, figure }: Change) =>
    suspects.some(suspect => suspect.section === section && suspect.figure.name === figure.name);
  const worse = worseOf(committed, again).filter(isSuspect);
  return { compared: committed.flatMap(keysOf).length, worse };
}

function worseOf(committed: readonly ComparedSection[], measured: readonly ComparedSection[]) {
  return compareResults(committed, measured).filter(({ worseBy }) => worseBy > tolerance);
}

function keysOf({ name, figures }: ComparedSection): readonly string[] {
  return figures.map(figure => `${name}, ${figure.name}`);
}
