import { installVersion } from '../install-version/install-version.ts';
import type { WantedVersion } from '../parse-matrix-arguments.ts';
import { compareVersions, isOfLine } from './ffmpeg-version.ts';
import { type MatrixVersion, versionAt } from './matrix-version.ts';

/** The versions that take part, from the oldest to the newest. */
export interface ResolvedVersions {
  readonly versions: readonly [MatrixVersion, ...MatrixVersion[]];
  /** Why there is nothing to compare, though nobody asked for one version alone; absent where there is. */
  readonly missing?: string;
}

/** What was asked for. */
export interface ResolveVersionsOptions {
  /** None: the oldest and the newest that can be had, and the system's. */
  readonly wanted: readonly WantedVersion[];
  /** Whether the system's own is left out where there are an older and a newer one, and none was named. */
  readonly isShort: boolean;
  readonly signal: AbortSignal;
}

/**
 * Puts the wanted versions in place; the system's own takes part in whatever was named.
 *
 * @throws {RangeError} when a version that was named cannot be had, or two are of one column.
 */
export async function resolveVersions({
  wanted,
  isShort,
  signal,
}: ResolveVersionsOptions): Promise<ResolvedVersions> {
  const own = await versionAt(undefined, signal);
  if (wanted.length === 0) return endsAround(own, isShort, signal);
  const named: MatrixVersion[] = [];
  for (const one of wanted) {
    if (one.kind === 'path') named.push(await versionAt(one.path, signal));
    if (one.kind !== 'line' || isOfLine(own.ffmpeg.version, one.line)) continue;
    const found = await installed(one.line, signal);
    if (typeof found === 'string') throw new RangeError(found);
    named.push(found);
  }
  const distinct = named.filter(
    ({ ffmpeg }, place) =>
      [own, ...named].findIndex(other => other.ffmpeg.identity === ffmpeg.identity) === place + 1,
  );
  const twice = distinct.find(({ column }, place) =>
    [own, ...distinct.slice(0, place)].some(other => other.column === column),
  );
  if (twice !== undefined)
    throw new RangeError(`Two ffmpegs are of version ${twice.column}; name one of them.`);
  return { versions: ordered([own, ...distinct]) };
}

/** What is tested first of all releases that the product can use; there is nothing older to look for. */
const oldestLine = '5.1';

async function endsAround(
  own: MatrixVersion,
  isShort: boolean,
  signal: AbortSignal,
): Promise<ResolvedVersions> {
  const ends = own.column === oldestLine ? ['newest'] : ['oldest', 'newest'];
  const found = [own];
  let missing = `there is no ffmpeg beside the system's ${own.column}`;
  for (const end of ends) {
    const other = await installed(end, signal);
    if (typeof other === 'string') missing = other;
    else if (found.every(({ column }) => column !== other.column)) found.push(other);
  }
  const versions = ordered([own, ...found.slice(1)]);
  if (versions.length === 1) return { versions, missing };
  const newest = versions.at(-1) ?? own;
  return { versions: isShort ? [versions[0], newest] : versions };
}

/** An ffmpeg of a line, or why it cannot be had. */
async function installed(line: string, signal: AbortSignal): Promise<MatrixVersion | string> {
  const outcome = await installVersion(line, { signal });
  return outcome.kind === 'impossible' ? outcome.reason : versionAt(outcome.path, signal);
}

function ordered(
  versions: readonly [MatrixVersion, ...MatrixVersion[]],
): readonly [MatrixVersion, ...MatrixVersion[]] {
  const [oldest = versions[0], ...newer] = versions.toSorted((one, other) =>
    compareVersions(one.ffmpeg.version, other.ffmpeg.version),
  );
  return [oldest, ...newer];
}
