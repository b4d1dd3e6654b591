import type { OpenInput } from '@variegate/runner';
import type { ComparisonMedium } from './compare-pictures.ts';
import type { QualityReference } from './reference-graph.ts';

/** What the quality of a variant is measured against, and the files that it reads. */
export interface MeasuredReference {
  /** What the quality is measured against. @default the source, scaled to the variant's size, where that can be compared */
  readonly reference?: QualityReference | undefined;
  /** One for each input of the reference, in its order. Borrowed: they stay open. @default the source alone */
  readonly referenceInputs?: readonly OpenInput[] | undefined;
}

/** The second media of a reference, each with how it is read. */
export function secondMedia({
  reference,
  referenceInputs = [],
}: MeasuredReference): readonly ComparisonMedium[] {
  const [, ...media] = reference?.inputs ?? [];
  return media.map(({ inputArguments }, index) => {
    const input = referenceInputs[index + 1];
    if (input === undefined) throw new RangeError('The reference reads more inputs than were given.');
    return { input, inputArguments };
  });
}
