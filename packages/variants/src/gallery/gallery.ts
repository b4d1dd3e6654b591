import type { Layer } from '@variegate/core-filters';

/** What a page of pictures shows. */
export interface Gallery {
  /** What it is made of, as the page says it. */
  readonly source: string;
  /** Pictures of the source: as it is seen, over its time, as it is heard. */
  readonly sources: Readonly<Record<'seen' | 'time' | 'audio', string | null>>;
  readonly transformations: readonly PicturedTransformation[];
}

/** A transformation with its pictures, from the weakest. */
export interface PicturedTransformation {
  readonly name: string;
  readonly layer: Layer;
  readonly summary: string;
  readonly pictures: readonly Picture[];
  /** Why it has fewer pictures than others; `null` where it has not. */
  readonly lacking: string | null;
}

/** One picture. */
export interface Picture {
  /** File name beside the page; `null` where there is nothing to see. */
  readonly file: string | null;
  /** 0 to 100. */
  readonly intensity: number;
  /** Mean PDQ distance from the source, 0 to 256 bits; `null` where not measured. */
  readonly distance: number | null;
  /** Distance of what is heard, 0 to 32 bits; `null` where not measured. */
  readonly audioBitError: number | null;
  /** The parameters as words. */
  readonly params: readonly string[];
}

/** What is under a picture. */
export function captionOf(picture: Picture, layer: Layer): string {
  const { intensity, distance, audioBitError } = picture;
  const measured =
    layer === 'audio'
      ? `audio ${audioBitError === null ? 'not comparable' : `${audioBitError.toFixed(1)} of 32 bits`}`
      : `PDQ ${distance === null ? 'not comparable' : `${distance.toFixed(0)} of 256 bits`}`;
  return `intensity ${Number(intensity.toFixed(1))}, ${measured}`;
}

/** The picture of the source that those of a layer are compared with. */
export function sourceOf(layer: Layer): keyof Gallery['sources'] {
  return layer === 'audio' || layer === 'time' ? layer : 'seen';
}

/** What a picture shows, for those who do not see it. */
export function alternativeOf({ name, layer }: PicturedTransformation, { params }: Picture): string {
  const what = { seen: 'A frame', time: 'Four frames', audio: 'The wave' }[sourceOf(layer)];
  return `${what} after ${name.replaceAll('_', ' ')}${params.length === 0 ? '' : `, ${params.join(', ')}`}`;
}

/** What the pictures are, in one paragraph. */
export function explanationOf({ source }: Gallery): string {
  return (
    `Each transformation alone on ${source}, at up to three intensities from the weakest to the strongest that is drawn. ` +
    'Under each picture: how strong it is, 0 to 100, and how far it moves the clip, measured on the finished file: PDQ as ' +
    'the mean distance of frames that belong together, of which 31 bits still match, and of audio the mean distance of ' +
    'Chromaprint words. What changes time is shown by four frames, what is heard by its wave.'
  );
}
