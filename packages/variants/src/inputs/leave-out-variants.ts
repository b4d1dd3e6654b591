import path from 'node:path';
import { probe } from '@variegate/inspect';
import type { Ffmpeg } from '@variegate/runner';
import { InputsUnusableError } from '../errors.ts';
import { mapInOrder } from '../planning/map-in-order.ts';
import type { InputPath } from './expand-inputs.ts';

/** What telling variants from other files takes. */
export interface LeaveOutVariantsOptions {
  readonly ffmpeg: Ffmpeg;
  readonly signal?: AbortSignal | undefined;
}

/**
 * The inputs without the variants that a search has found among them: files that are named like one and carry our tag.
 * A variant that was named by itself stays, to be refused by name; so does one that was renamed.
 *
 * @throws {VARIANTS_INPUTS_UNUSABLE} when nothing else was found.
 */
export async function leaveOutVariants(
  inputs: readonly InputPath[],
  options: LeaveOutVariantsOptions,
): Promise<readonly InputPath[]> {
  const kept: InputPath[] = [];
  const judged = mapInOrder(inputs, 2, async input => ({
    input,
    leftOut: await isFoundVariant(input, options),
  }));
  for await (const { input, leftOut } of judged) if (!leftOut) kept.push(input);
  if (kept.every(({ role }) => role === 'distractor'))
    throw new InputsUnusableError('There is no video among the inputs besides variants.');
  return kept;
}

async function isFoundVariant(
  input: InputPath,
  { ffmpeg, signal }: LeaveOutVariantsOptions,
): Promise<boolean> {
  if (input.named || !/\.v\d{3,}\.[0-9a-f]{6}\.[a-z0-9]+$/.test(path.basename(input.path))) return false;
  try {
    return (await probe(input.path, { ffmpeg, signal })).provenanceTag !== null;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}
