/** `; did you mean crop?` where something is called nearly like that, else nothing. */
export function didYouMean(wanted: unknown, names: readonly string[]): string {
  const near = typeof wanted === 'string' ? nearestNames(wanted, names) : [];
  return near.length === 0 ? '' : `; did you mean ${near.join(' or ')}?`;
}

/** The names, at most three, that somebody may have meant: those a typing error away, else those that have it as a part. */
function nearestNames(wanted: string, names: readonly string[]): readonly string[] {
  const given = plain(wanted.slice(0, 100));
  if (given === '') return [];
  const farthest = Math.max(1, Math.floor(given.length / 3));
  const distances = names.map(name => ({ name, distance: editDistance(given, plain(name)) }));
  const least = Math.min(...distances.map(({ distance }) => distance));
  const near = distances.filter(({ distance }) => distance === least && distance <= farthest);
  const parts = names.filter(name => given.length > 2 && plain(name).includes(given));
  return (near.length > 0 ? near.map(({ name }) => name) : parts).slice(0, 3);
}

const plain = (name: string) => name.toLowerCase().replaceAll('-', '_');

/** Insertions, deletions, replacements and exchanges of neighbours that lead from one text to the other. */
function editDistance(one: string, other: string): number {
  let last: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let at = 1; at <= one.length; at++) {
    const next = [at];
    for (let to = 1; to <= other.length; to++) {
      const isSame = one[at - 1] === other[to - 1];
      const isExchanged = at > 1 && to > 1 && one[at - 1] === other[to - 2] && one[at - 2] === other[to - 1];
      next[to] = Math.min(
        (row[to] ?? 0) + 1,
        (next[to - 1] ?? 0) + 1,
        (row[to - 1] ?? 0) + (isSame ? 0 : 1),
        isExchanged ? (last[to - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [last, row] = [row, next];
  }
  return row[other.length] ?? 0;
}
