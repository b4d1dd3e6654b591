/** The oldest release whose behaviour is known; `-fps_mode`, which is used, came with it. */
export const oldestVersion = '5.1';

/**
 * Whether a version is that of a release before {@link oldestVersion}. Builds between releases, such as
 * `N-109542-g0b6cc76eaf` or `2024-05-06-git-96449cfeae`, do not say how old they are, and pass. Pure.
 */
export function isTooOld(version: string): boolean {
  const [major, minor] = numbersOf(version);
  const [oldestMajor = 0, oldestMinor = 0] = numbersOf(oldestVersion);
  if (major === undefined) return false;
  return major < oldestMajor || (major === oldestMajor && (minor ?? 0) < oldestMinor);
}

function numbersOf(version: string): readonly number[] {
  const [, major, minor] = /^n?(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return [major, minor].filter(part => part !== undefined).map(Number);
}
