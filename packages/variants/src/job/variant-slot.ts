/** What a file of a test set is: an edited variant, an unedited re-encode, or an edited video that is not a reference. */
export const variantKinds = ['variant', 'control', 'distractor'] as const;

/** One of the kinds. */
export type VariantKind = (typeof variantKinds)[number];

/** What an input is to a test set: a video that variants are to be traced back to, or one that nothing is. */
export type InputRole = 'reference' | 'distractor';

/** One of the variants that an input is to have. */
export interface VariantSlot {
  readonly kind: VariantKind;
  /** Number among those of its kind, series and input, from 1. */
  readonly index: number;
  /** Name of the series that it is numbered in, where a run has several; it stands in the name of the file. */
  readonly series?: string;
}

/** The variants that each input is to have, in order, by its role. */
export type SlotsByRole = Readonly<Record<InputRole, readonly VariantSlot[]>>;

/** As many variants of every input, and controls of the references besides. */
export function drawnSlots({
  count,
  controls,
  name,
}: {
  readonly count: number;
  readonly controls: number;
  /** Of their series. @default they are in none */
  readonly name?: string | undefined;
}): SlotsByRole {
  return {
    reference: [...numbered('variant', count, name), ...numbered('control', controls, name)],
    distractor: numbered('distractor', count, name),
  };
}

function numbered(kind: VariantKind, count: number, series: string | undefined): readonly VariantSlot[] {
  const named = series === undefined ? {} : { series };
  return Array.from({ length: count }, (_, offset) => ({ kind, index: offset + 1, ...named }));
}

/** The slot of a job. */
export function slotOf({
  kind,
  index,
  series,
}: Pick<VariantSlot, 'kind' | 'index'> & { readonly series?: string | undefined }): VariantSlot {
  return { kind, index, ...(series === undefined ? {} : { series }) };
}

/** The order of the variants of an input: by kind, series and number. */
export function comparePlaces(
  one: { readonly kind: VariantKind; readonly series?: string | undefined; readonly index: number },
  other: { readonly kind: VariantKind; readonly series?: string | undefined; readonly index: number },
): number {
  const [a = '', b = ''] = [one.series, other.series];
  return (
    variantKinds.indexOf(one.kind) - variantKinds.indexOf(other.kind) ||
    Number(a > b) - Number(a < b) ||
    one.index - other.index
  );
}
