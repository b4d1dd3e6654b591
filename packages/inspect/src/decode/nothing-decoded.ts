import type { OpenInput } from '@variegate/runner';
import { MediaUnusableError } from '../errors.ts';
import type { DecodedMedia } from './decode-media.ts';

/** The failure of a decode that gave not a single frame: the program's own where that may pass, else the file's. */
export function nothingDecoded({ path }: OpenInput, { run }: DecodedMedia): Error {
  if (run.failure !== null && run.failure.retry.kind !== 'never') return run.failure;
  const detail = 'has a video stream of which not a single frame can be decoded';
  return new MediaUnusableError(path, detail, { reason: 'unreadable-video', cause: run.failure });
}
