import { execFileSync } from 'node:child_process';

/** Whether a command line works here, so that a test that needs it can be left out where it does not. */
export function works(file: string, ...words: readonly string[]): boolean {
  try {
    execFileSync(file, words, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
