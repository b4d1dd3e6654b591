import { type Target, type TargetBand, type TargetMeasure, targetScales } from '@variegate/core-filters';
import { z } from 'zod';

/** A number as a band has it. */
const number = String.raw`\d{1,3}(?:\.\d{1,6})?`;

/** Two ends, of which one may be left out, with a percent sign where the measure is a share. */
const bandPattern = new RegExp(`^(${number})?\\.\\.(${number})?(%)?$`);

/** A band of a measure as text, such as `25..35`. */
export const band = (measure: TargetMeasure, examples: string) => {
  const { lowest, highest } = targetScales[measure];
  const error = `a band such as ${examples}, from ${lowest} to ${highest}, the lower end first`;
  return z.string({ error }).refine(text => readBand(measure, text) !== null, { error });
};

/** The target that options state; `null` where they state none. */
export function targetOf(texts: { readonly [Measure in TargetMeasure]: string | null }): Target | null {
  const bands = (Object.keys(targetScales) as TargetMeasure[]).flatMap(measure => {
    const { [measure]: text } = texts;
    const read = text === null ? null : readBand(measure, text);
    return read === null ? [] : [[measure, read] as const];
  });
  return bands.length === 0 ? null : Object.fromEntries(bands);
}

/** The band that a text states, `null` where it is none; an end that is left out is that of the scale. */
function readBand(measure: TargetMeasure, text: string): TargetBand | null {
  const [match, low, high, percent] = bandPattern.exec(text) ?? [];
  if (match === undefined || (low === undefined && high === undefined)) return null;
  if (percent !== undefined && measure !== 'match') return null;
  const { lowest, highest } = targetScales[measure];
  const [from, to] = [Number(low ?? lowest), Number(high ?? highest)];
  return from <= to && to <= highest && from >= lowest ? { from, to } : null;
}
