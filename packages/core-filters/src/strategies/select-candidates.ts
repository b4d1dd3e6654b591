import { layers, type Transformation } from '../catalogue/transformation.ts';
import { SelectionUnknownError } from './errors.ts';

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
