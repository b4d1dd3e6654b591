import { probeHeaders } from '@variegate/inspect';
import type { Ffmpeg } from '@variegate/runner';
import { pMapIterable } from 'p-map';
import { InputsUnusableError } from '../errors.ts';
import { parseOutputName } from '../job/output-name.ts';
import type { HostMemory } from '../machine/host-memory.ts';
import type { InputPath } from './expand-inputs.ts';

/** What distinguishing variants from other files takes. */
export interface LeaveOutVariantsOptions {
  readonly ffmpeg: Ffmpeg;
  readonly memory: HostMemory;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The inputs without the variants that a search has found among them: files that are named like one and carry our tag.
 * A variant that was named explicitly stays, to be refused by name; so does one that was renamed.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when nothing else was found.
 */
export async function leaveOutVariants(
  inputs: readonly InputPath[],
  options: LeaveOutVariantsOptions,
): Promise<readonly InputPath[]> {
  const kept: InputPath[] = [];
  const judged = pMapIterable(
    inputs,
    async input => ({ input, leftOut: await isFoundVariant(input, options) }),
    {
      concurrency: 2,
    },
  );
  for await (const { input, leftOut } of judged) if (!leftOut) kept.push(input);
  if (kept.every(({ role }) => role === 'distractor'))
    throw new InputsUnusableError('There is no video among the inputs besides variants.');
  return kept;
}

async function isFoundVariant(
  input: InputPath,
  { ffmpeg, memory, signal }: LeaveOutVariantsOptions,
): Promise<boolean> {
  if (input.named || parseOutputName(input.path) === null) return false;
  try {
    const { provenanceTag } = await memory.runProbe(maxMemoryBytes =>
      probeHeaders(input.path, { ffmpeg, maxMemoryBytes, signal }),
    );
    return provenanceTag !== null;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}
