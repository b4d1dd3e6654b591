/** The oldest release whose behaviour is known; `-fps_mode`, which is used, came with it. */
export const oldestVersion = '5.1';

/** The newest release series that all of this was tested with. */
export const newestTestedVersion = '9.0';

/** Whether a version is that of a release before {@link oldestVersion}. Pure. */
export function isTooOld(version: string): boolean {
  return isBefore(version, oldestVersion);
}

/** Whether a version is that of a release after {@link newestTestedVersion}, its corrections not counted. Pure. */
export function isNewerThanTested(version: string): boolean {
  return isBefore(newestTestedVersion, version);
}

/**
 * Whether one release came before another one. Builds between releases, such as `N-109542-g0b6cc76eaf` or
 * `2024-05-06-git-96449cfeae`, do not say how old they are, and came before none and after none.
 */
function isBefore(one: string, other: string): boolean {
  const [first, second] = [releaseOf(one), releaseOf(other)];
  if (first === null || second === null) return false;
  return first.major < second.major || (first.major === second.major && first.minor < second.minor);
}

function releaseOf(version: string): { readonly major: number; readonly minor: number } | null {
  // A number of four digits is a year.
  const [, major, minor = 0] = /^n?(\d{1,3})(?:\.(\d+))?(?!\d)/.exec(version) ?? [];
  return major === undefined ? null : { major: Number(major), minor: Number(minor) };
}
