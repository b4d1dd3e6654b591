import { InputsUnusableError } from '../errors.ts';
import type { PlannedInput, RefusedInput } from './plan.ts';

/**
 * Reads planned inputs until one is usable, so that a hopeless request creates nothing.
 *
 * @returns all of them, from the first on.
 * @throws {VARIANTS_INPUTS_UNUSABLE} when none is.
 */
export async function untilUsable(
  planned: AsyncIterable<PlannedInput>,
): Promise<AsyncGenerator<PlannedInput>> {
  const rest = planned[Symbol.asyncIterator]();
  const seen: PlannedInput[] = [];
  for (;;) {
    const next = await rest.next();
    if (next.done) throw noneUsable(seen);
    seen.push(next.value);
    if (next.value.kind === 'planned' && next.value.source.role === 'reference') break;
  }
  return (async function* () {
    try {
      yield* seen;
      yield* { [Symbol.asyncIterator]: () => rest };
    } finally {
      await rest.return?.();
    }
  })();
}

function noneUsable(seen: readonly PlannedInput[]): InputsUnusableError {
  const refused = seen.filter((input): input is RefusedInput => input.kind === 'refused');
  const [first] = refused;
  const others = refused.length > 1 ? ` The other ${refused.length - 1} inputs cannot be used either.` : '';
  return new InputsUnusableError(`${first?.error.message ?? 'There are no inputs.'}${others}`);
}
