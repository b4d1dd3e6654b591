import { fingerprint } from '@variegate/inspect';
import type { OpenInput } from '@variegate/runner';
import type { EventStream } from '../events/event-stream.ts';

/** How an input is hashed. */
export interface HashInputOptions {
  readonly cacheFolder: string | null;
  /** Where it is reported that this takes long. @default nowhere */
  readonly events?: EventStream | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The fingerprint of an input; one that takes long is reported while it is made. */
export function hashInput(
  input: OpenInput,
  { cacheFolder, events, signal }: HashInputOptions,
): Promise<string> {
  return fingerprint(input, {
    cacheFolder: cacheFolder ?? undefined,
    onProgress: progress => events?.emit({ type: 'input-hashing', source: input.path, ...progress }),
    signal,
  });
}
