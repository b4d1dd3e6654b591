/** One of this repository's checks. */
export interface Check {
  /** What follows `npm run check --`. */
  readonly name: string;
  /** What is true when it finds nothing. */
  readonly claim: string;
  /** Looks, and returns one text per finding; an empty list is a pass. */
  run(): Promise<readonly string[]>;
}
