import { copyFileSync } from 'node:fs';

/** Copies an open store as a process would leave it that ended at this moment. */
export function copyStore(from: string, to: string): void {
  for (const suffix of ['', '-wal']) copyFileSync(`${from}${suffix}`, `${to}${suffix}`);
}
