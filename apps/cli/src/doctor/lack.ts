import type { Ffmpeg } from '@variegate/runner';
import { type FfmpegUse, type FfmpegUseKind, lackingOf } from '@variegate/variants/internal';

/** One use of the ffmpeg that is examined, and what is lacking for it, each as `filter gblur`; nothing where it can be done. */
export interface Lack extends FfmpegUse {
  readonly lacks: readonly string[];
}

/** What an ffmpeg lacks for one use. */
export function lackingIn(ffmpeg: Ffmpeg, use: FfmpegUse): Lack {
  return { ...use, lacks: lackingOf(use.needs, ffmpeg) };
}

/** The uses of the given kinds. */
export function ofKind(uses: readonly Lack[], ...kinds: readonly FfmpegUseKind[]): readonly Lack[] {
  return uses.filter(({ kind }) => kinds.includes(kind));
}

/** Everything that is lacking for any of the uses, each thing once and sorted. */
export function lackingFor(uses: readonly Lack[]): readonly string[] {
  return [...new Set(uses.flatMap(({ lacks }) => lacks))].sort();
}

/** What is lacking, as `encoder ffv1; filters gblur, overlay`. */
export function lackText(lacks: readonly string[]): string {
  const byKind = Map.groupBy(lacks, lack => lack.slice(0, lack.indexOf(' ')));
  return [...byKind]
    .map(([kind, all]) => {
      const names = all.map(lack => lack.slice(kind.length + 1));
      return `${kind}${names.length > 1 ? 's' : ''} ${names.join(', ')}`;
    })
    .join('; ');
}
