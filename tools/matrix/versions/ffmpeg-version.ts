/**
 * The numbers of a version without what a distributor adds, such as `7.1.5` of `7:7.1.5-0+deb13u1` and `6.1` of `n6.1`;
 * `null` where there are none, as in builds between releases.
 */
export function releaseOf(version: string): string | null {
  return /^(?:\d+:)?n?(\d+(?:\.\d+)+)(?![\w.]*git)/.exec(version)?.[1] ?? null;
}

/** The column that results of a version stand in, such as `7.1`; for builds between releases the whole version. */
export function columnOf(version: string): string {
  return releaseOf(version)?.split('.').slice(0, 2).join('.') ?? version;
}

/** Whether a version is of the release line that somebody asked for: `7` and `7.1` ask for `7.1.5`, `7.0` does not. */
export function isOfLine(version: string, wanted: string): boolean {
  const numbers = releaseOf(version)?.split('.') ?? [];
  return wanted.split('.').every((number, place) => numbers[place] === number);
}

/** Orders versions from the oldest to the newest; builds between releases are taken for the newest. */
export function compareVersions(one: string, other: string): number {
  const [ours, theirs] = [numbersOf(one), numbersOf(other)];
  for (let place = 0; place < Math.max(ours.length, theirs.length); place += 1) {
    const difference = (ours[place] ?? 0) - (theirs[place] ?? 0);
    if (difference !== 0 && !Number.isNaN(difference)) return difference;
  }
  return 0;
}

function numbersOf(version: string): readonly number[] {
  return releaseOf(version)?.split('.').map(Number) ?? [Number.POSITIVE_INFINITY];
}
