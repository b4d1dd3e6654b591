import { treeStem } from './safe-stem.ts';

/** Fewest hex digits of a fingerprint that distinguish two sources of one stem. */
const fewestDigits = 4;

/** A source, as far as its name goes. */
export interface NamedSource {
  /** File name with extension, below the folders that a tree of outputs has for it. */
  readonly fileName: string;
  /** SHA-256 of the whole file; needed only where {@link sharesStem} says so. */
  readonly fingerprint: string | null;
}

/**
 * Which of the file names come to the same stem, by the comparison of the least discerning file system: no case,
 * composed characters.
 */
export function sharesStem(fileNames: readonly string[]): readonly boolean[] {
  const keys = fileNames.map(fileName => comparable(treeStem(fileName)));
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return keys.map(key => (counts.get(key) ?? 0) > 1);
}

/**
 * One stem for each source, no two alike: `clip`, or `clip~3f9a` from the fingerprint where several files are called
 * clip, with more digits where four do not distinguish them. The order of the sources does not matter.
 */
export function distinctStems(sources: readonly NamedSource[]): readonly string[] {
  const stems = sources.map(source => treeStem(source.fileName));
  const shared = sharesStem(sources.map(source => source.fileName));
  const plain = new Set(stems.filter((_, index) => !shared[index]).map(comparable));
  for (let digits = fewestDigits; ; digits += 1) {
    const named = stems.map((stem, index) => {
      const fingerprint = sources[index]?.fingerprint;
      return shared[index] && fingerprint ? `${stem}~${fingerprint.slice(0, digits)}` : stem;
    });
    const fromSharing = named
      .filter((_, index) => shared[index] && sources[index]?.fingerprint)
      .map(comparable);
    const distinct =
      new Set(fromSharing).size === fromSharing.length && fromSharing.every(stem => !plain.has(stem));
    if (distinct || digits >= 64) return named;
  }
}

function comparable(stem: string): string {
  return stem.normalize('NFC').toLowerCase();
}
