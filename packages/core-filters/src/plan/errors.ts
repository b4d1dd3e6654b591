/** A value is not a plan: every problem with the path of the field and what is allowed there. */
export class PlanInvalidError extends Error {
  readonly code = 'PLAN_INVALID';
  readonly retry = { kind: 'never' } as const;
  readonly problems: readonly PlanProblem[];

  constructor(problems: readonly PlanProblem[]) {
    super(
      `The plan is not valid: ${problems.map(problem => `${problem.path}: ${problem.message}`).join('; ')}`,
    );
    this.name = 'PlanInvalidError';
    this.problems = problems;
  }
}

/** One thing that is wrong with a plan. */
export interface PlanProblem {
  /** Path of the field, such as `steps[2].params.degrees`; `plan` for the whole. */
  readonly path: string;
  /** What is wrong and what is allowed. */
  readonly message: string;
}
