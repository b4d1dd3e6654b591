/** A transformation of a user's own that cannot be added. */
export class TransformationInvalidError extends Error {
  readonly code = 'TRANSFORMATION_INVALID';
  readonly retry = { kind: 'never' } as const;

  constructor(name: string, problem: string) {
    super(`The name ${JSON.stringify(name)} ${problem}.`);
    this.name = 'TransformationInvalidError';
  }
}
