/** One of the house's own checks. */
export interface Check {
  /** What a person types after `npm run check --`. */
  readonly name: string;
  /** What is true when it finds nothing. */
  readonly claim: string;
  /** Looks, and returns one text per finding; an empty list is a pass. */
  run(): Promise<readonly string[]>;
}
