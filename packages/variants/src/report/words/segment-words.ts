import type { Segment, SegmentMap } from '@variegate/core-filters';
import { countText, momentText, secondsText } from './figures.ts';

/** Most stretches that are listed one by one. */
const mostListed = 8;

/** Speeds that differ by less look the same to a reader. */
const speedTolerance = 0.002;

/** Which part of the source a variant shows, in sentences. */
export function segmentWords(segments: SegmentMap, variantSeconds: number): readonly string[] {
  const [only, ...more] = segments;
  if (only === undefined) return ['It shows nothing of its source.'];
  const foreign = variantSeconds - segments.reduce((sum, each) => sum + lengthOf(each), 0);
  const gaps = foreign > 0.1 ? [`${secondsText(foreign)} of it are not from the source.`] : [];
  if (more.length === 0) return [`It shows ${stretchWords(only)}.`, ...gaps];
  return [
    `It shows ${countText(segments.length, 'stretch').replace(/s$/, 'es')} of the source:`,
    ...segments
      .slice(0, mostListed)
      .map(each => `From ${momentText(each.variantStart)}: ${stretchWords(each)}.`),
    ...(segments.length > mostListed ? [`And ${segments.length - mostListed} more.`] : []),
    ...gaps,
  ];
}

function stretchWords(segment: Segment): string {
  const { sourceStart, sourceEnd, direction } = segment;
  const taken = sourceEnd - sourceStart;
  if (taken === 0)
    return `the frame at ${momentText(sourceStart)}, held for ${secondsText(lengthOf(segment))}`;
  const speed = taken / lengthOf(segment);
  const paced = Math.abs(speed - 1) < speedTolerance ? '' : ` at ${Number(speed.toFixed(3))} times its speed`;
  const backwards = direction === -1 ? ', backwards' : '';
  return `${momentText(sourceStart)} to ${momentText(sourceEnd)} of the source${paced}${backwards}`;
}

function lengthOf({ variantStart, variantEnd }: Segment): number {
  return variantEnd - variantStart;
}
