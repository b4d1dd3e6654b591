import { CodedError, didYouMean } from '@variegate/ground';
import { layers, type Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import type { RejectedStep } from '../plan/plan.ts';

/** What a user leaves of the catalogue, by names of transformations and of layers. */
export interface CatalogueSelection {
  /** Only these; all where absent or empty. */
  readonly only?: readonly string[];
  /** None of these. */
  readonly exclude?: readonly string[];
}

/**
 * Narrows a catalogue. What is drawn only by name is left out unless `only` has its name.
 *
 * @throws SELECTION_UNKNOWN - for an entry that is neither a transformation nor a layer.
 */
export function selectCandidates(
  catalogue: readonly Transformation[],
  { only = [], exclude = [] }: CatalogueSelection,
): readonly Transformation[] {
  const names = catalogue.map(({ name }) => name);
  const known = new Set<string>([...layers, ...names]);
  const unknown = [...only, ...exclude].find(entry => !known.has(entry));
  if (unknown !== undefined) throw new SelectionUnknownError(unknown, [...layers, ...names]);
  const matches = (entries: readonly string[], { name, layer }: Transformation): boolean =>
    entries.includes(name) || entries.includes(layer);
  const wanted = (one: Transformation): boolean =>
    one.onlyByName === undefined ? only.length === 0 || matches(only, one) : only.includes(one.name);
  return catalogue.filter(one => wanted(one) && !matches(exclude, one));
}

/** Candidates sorted by whether a source allows them at all. */
export interface SortedCandidates {
  readonly possible: readonly Transformation[];
  /** The others, each with its reason. */
  readonly rejected: readonly RejectedStep[];
}

/** Sorts out what the facts of a source make impossible whatever the parameters. */
export function possibleCandidates(
  candidates: readonly Transformation[],
  facts: MediaFacts,
): SortedCandidates {
  const possible: Transformation[] = [];
  const rejected: RejectedStep[] = [];
  for (const candidate of candidates) {
    const reason = candidate.impossible?.(facts) ?? null;
    if (reason === null) possible.push(candidate);
    else rejected.push({ name: candidate.name, reason });
  }
  return { possible, rejected };
}

/**
 * An entry of `only` or `exclude` is neither a transformation nor a layer.
 *
 * @remedy Use a name that `variegate catalogue` lists; the message has the nearest.
 */
export class SelectionUnknownError extends CodedError {
  readonly code = 'SELECTION_UNKNOWN';
  readonly retry = { kind: 'never' } as const;
  /** What is allowed. */
  readonly allowed: readonly string[];

  constructor(entry: string, allowed: readonly string[]) {
    super(
      `${JSON.stringify(entry)} is neither a transformation nor a layer; allowed are ${allowed.join(', ')}${didYouMean(entry, allowed) || '.'}`,
    );
    this.allowed = allowed;
  }
}
