import { isOfLine } from '../versions/ffmpeg-version.ts';

/** What a release has. */
export interface Offer {
  readonly suite: string;
  /** Version of its ffmpeg, as apt writes it. */
  readonly version: string;
}

/** A line such as `7.1`, or either end of what there is. */
export type WantedLine = 'oldest' | 'newest' | (string & {});

/** A release to take, and what was asked on the way to it. */
export interface ChosenSuite {
  /** `null` where none fits. */
  readonly chosen: Offer | null;
  readonly seen: readonly Offer[];
}

/**
 * Chooses the first release that has the wanted line, or the oldest or the newest one that has any. Asks no more releases
 * than that takes.
 *
 * @param suites - from the oldest to the newest.
 * @param ask - which version a release has, as apt writes it; `null` where there is no such release or no ffmpeg in it.
 */
export async function chooseSuite(
  suites: readonly string[],
  line: WantedLine,
  ask: (suite: string) => Promise<string | null>,
): Promise<ChosenSuite> {
  const seen: Offer[] = [];
  const isEnd = line === 'oldest' || line === 'newest';
  for (const suite of line === 'newest' ? suites.toReversed() : suites) {
    const version = await ask(suite);
    if (version === null) continue;
    const offer = { suite, version };
    seen.push(offer);
    if (isEnd || isOfLine(version, line)) return { chosen: offer, seen };
  }
  return { chosen: null, seen };
}
