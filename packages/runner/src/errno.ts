import { constants } from 'node:os';

/** The system's name of an error, such as `ENOSPC`; `undefined` for anything that did not come from the system. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('errno' in error) || typeof error.errno !== 'number') return undefined;
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code)) return error.code;
  // libuv has no name for some errors, a used-up quota among them.
  const number = Math.abs(error.errno);
  return Object.entries(constants.errno).find(([, value]) => value === number)?.[0];
}
