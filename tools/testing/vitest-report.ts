/** What vitest writes about a file of tests. */
export interface FileReport {
  readonly name: string;
  readonly message: string;
  readonly status: string;
  readonly assertionResults: readonly {
    readonly status: string;
    readonly fullName: string;
    readonly failureMessages: readonly string[];
  }[];
}

/** How many tests there were of each outcome. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Tests that were skipped. */
  readonly absent: number;
}

/** The outcomes in files of tests. A file that could not be loaded is one failure. */
export function countOf(files: readonly FileReport[]): Counts {
  const results = files.flatMap(({ assertionResults }) => assertionResults);
  const count = (status: string) => results.filter(result => result.status === status).length;
  const unloaded = files.filter(
    file => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = count('failed') + unloaded;
  return { passed: count('passed'), failed, absent: results.length - count('passed') - count('failed') };
}

/** One text for each test that failed, and for each file that could not be loaded. */
export function failuresOf({ name, message, status, assertionResults }: FileReport): readonly string[] {
  if (status === 'failed' && assertionResults.length === 0) return [`${name}: ${message}`];
  return assertionResults
    .filter(result => result.status === 'failed')
    .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0] ?? ''}`);
}
