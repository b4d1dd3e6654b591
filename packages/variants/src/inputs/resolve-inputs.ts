import path from 'node:path';
import { assertInputSize } from '@variegate/inspect';
import { openInput } from '@variegate/runner';
import { pMapIterable } from 'p-map';
import type { EventStream } from '../events/event-stream.ts';
import type { InputRole, VariantSlot } from '../job/variant-slot.ts';
import type { SourceLimits } from '../options/run-options.ts';
import { asVariantError } from '../records/variant-error.ts';
import type { VariantError } from '../records/variant-record.ts';
import { distinctStems, sharesStem } from './distinct-stems.ts';
import type { InputPath } from './expand-inputs.ts';
import { hashInput } from './hash-input.ts';
import { lookAlikes } from './look-alikes.ts';

/** What an input turned out to be, before anything is known about its content. */
export type ResolvedInput = SourceInput | UnusableInput | DuplicatedInput;

/** A file to make variants of. */
export interface SourceInput {
  readonly kind: 'source';
  /** Absolute. */
  readonly path: string;
  /** What the names of its variants begin with; no other source of the run has it. */
  readonly stem: string;
  /** @default 'reference' */
  readonly role?: InputRole;
  /** Size of the file, in bytes, when it was looked at. @default not known */
  readonly sizeBytes?: number;
  /** The variants that it is to have, where they are not those of every input of its role. */
  readonly slots?: readonly VariantSlot[];
  /**
   * The places, from 1, of those of its variants and controls that are to be planned here, for a caller that plans in parts.
   * @default all
   */
  readonly numbers?: { readonly first: number; readonly last: number };
}

/** A path that leads to no file that could be read. */
export interface UnusableInput {
  readonly kind: 'unusable';
  /** Absolute. */
  readonly path: string;
  /** @default 'reference' */
  readonly role?: InputRole;
  readonly error: VariantError;
}

/** A file with the same bytes as an earlier one of the run. */
export interface DuplicatedInput {
  readonly kind: 'duplicate';
  /** Absolute. */
  readonly path: string;
  /** Absolute path of the earlier one. */
  readonly duplicateOf: string;
}

/** How inputs are resolved. */
export interface ResolveInputsOptions {
  readonly cacheFolder: string | null;
  readonly limits: Pick<SourceLimits, 'maxInputBytes'>;
  /** Folder that every input must lie under, where strangers name them. @default none */
  readonly inputRoot?: string | undefined;
  /** Whether outputs mirror the folders that inputs lie in. @default false */
  readonly tree?: boolean;
  /** Where it is reported that a file takes long to be hashed. @default nowhere */
  readonly events?: EventStream | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface OpenedInput extends InputPath {
  readonly sizeBytes: number;
  readonly error: VariantError | null;
}

/** Files looked at together: enough to hide the latency of a network share. */
const concurrency = 8;

/**
 * Checks every input once: which can be read, which are the same file twice, and what their variants will be called.
 * Only files that look alike, of which one could be a duplicate, or that share a stem are read in full, so the first render waits
 * for few.
 */
export async function resolveInputs(
  inputs: readonly InputPath[],
  options: ResolveInputsOptions,
): Promise<readonly ResolvedInput[]> {
  const opened = await Array.fromAsync(
    pMapIterable(inputs, input => openOnce(input, options), { concurrency }),
  );
  const fingerprints = new Map<string, string>();
  const readFingerprints = async (paths: readonly string[]) => {
    const missing = paths.filter(file => !fingerprints.has(file));
    const digests = pMapIterable(missing, async file => [file, await digestOf(file, options)] as const, {
      concurrency: 2,
    });
    for await (const [file, digest] of digests) if (digest !== null) fingerprints.set(file, digest);
  };

  const usable = opened.filter(input => input.error === null);
  const alike = await lookAlikes(usable, options);
  await readFingerprints(alike.map(({ path: file }) => file));
  const duplicateOf = findDuplicates(usable, fingerprints);

  const sources = usable.filter(input => !duplicateOf.has(input));
  const fileNames = sources.map(({ path: file, folder }) => {
    const name = path.basename(file);
    return options.tree === true && folder !== undefined ? `${folder}/${name}` : name;
  });
  const shared = sharesStem(fileNames);
  await readFingerprints(sources.filter((_, index) => shared[index]).map(source => source.path));
  const stems = distinctStems(
    sources.map((source, index) => ({
      fileName: fileNames[index] ?? '',
      fingerprint: fingerprints.get(source.path) ?? null,
    })),
  );
  const stemOf = new Map(sources.map((source, index) => [source, stems[index] ?? '']));

  return opened.map((input): ResolvedInput => {
    if (input.error !== null)
      return { kind: 'unusable', path: input.path, role: input.role ?? 'reference', error: input.error };
    const original = duplicateOf.get(input);
    if (original !== undefined) return { kind: 'duplicate', path: input.path, duplicateOf: original };
    const { role = 'reference', sizeBytes } = input;
    return { kind: 'source', path: input.path, stem: stemOf.get(input) ?? '', role, sizeBytes };
  });
}

async function openOnce(input: InputPath, { inputRoot, limits }: ResolveInputsOptions): Promise<OpenedInput> {
  try {
    await using opened = await openInput(input.path, 'video', { root: inputRoot });
    assertInputSize(opened, limits);
    return { ...input, sizeBytes: opened.sizeBytes, error: null };
  } catch (error) {
    return { ...input, sizeBytes: 0, error: asVariantError(error) };
  }
}

async function digestOf(
  file: string,
  { inputRoot, ...options }: ResolveInputsOptions,
): Promise<string | null> {
  try {
    await using input = await openInput(file, 'video', { root: inputRoot });
    return await hashInput(input, options);
  } catch (error) {
    options.signal?.throwIfAborted();
    // Its turn to be planned comes, and with it the report of what is wrong.
    return asVariantError(error).code.startsWith('RUNNER_') ? null : Promise.reject(error);
  }
}

/** Of files with the same bytes a reference stands for the others, and of several the first by path: no order of naming counts. */
function findDuplicates(
  inputs: readonly OpenedInput[],
  fingerprints: ReadonlyMap<string, string>,
): ReadonlyMap<OpenedInput, string> {
  const first = new Map<string, string>();
  const duplicates = new Map<OpenedInput, string>();
  for (const input of inputs.toSorted(byRoleAndPath)) {
    const digest = fingerprints.get(input.path);
    if (digest === undefined) continue;
    const original = first.get(digest);
    if (original === undefined) first.set(digest, input.path);
    else duplicates.set(input, original);
  }
  return duplicates;
}

function byRoleAndPath(a: OpenedInput, b: OpenedInput): number {
  const later = (input: OpenedInput) => Number(input.role === 'distractor');
  return later(a) - later(b) || (a.path < b.path ? -1 : Number(a.path > b.path));
}
