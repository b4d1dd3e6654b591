/** What a file of a test set is: an edited variant, an unedited re-encode, or an edited video that is not a reference. */
export const variantKinds = ['variant', 'control', 'distractor'] as const;

/** One of the kinds. */
export type VariantKind = (typeof variantKinds)[number];

/** What an input is to a test set: a video that variants are to be traced back to, or one that nothing is. */
export type InputRole = 'reference' | 'distractor';

/** One of the variants that an input is to have. */
export interface VariantSlot {
  readonly kind: VariantKind;
  /** Number among those of its kind and input, from 1. */
  readonly index: number;
}

/** The variants that each input is to have, in order, by its role. */
export type SlotsByRole = Readonly<Record<InputRole, readonly VariantSlot[]>>;

/** As many variants of every input, and controls of the references besides. */
export function drawnSlots({ count, controls }: { count: number; controls: number }): SlotsByRole {
  return {
    reference: [...numbered('variant', count), ...numbered('control', controls)],
    distractor: numbered('distractor', count),
  };
}

function numbered(kind: VariantKind, count: number): readonly VariantSlot[] {
  return Array.from({ length: count }, (_, offset) => ({ kind, index: offset + 1 }));
}
