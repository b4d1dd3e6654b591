import type { ResolvedInput } from '../inputs/resolve-inputs.ts';
import type { SlotsByRole, VariantSlot } from '../job/variant-slot.ts';

/** The variants that an input, or the part of it that is meant, is to have. */
export function slotsOfInput(input: ResolvedInput | undefined, slots: SlotsByRole): readonly VariantSlot[] {
  if (input === undefined || input.kind === 'duplicate') return [];
  const all = slots[input.role ?? 'reference'];
  if (input.kind !== 'source') return all;
  const { slots: own = all, numbers } = input;
  return numbers === undefined ? own : own.slice(numbers.first - 1, numbers.last);
}
