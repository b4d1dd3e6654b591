import { CodedError, didYouMean } from '@variegate/ground';
import type { z } from 'zod';
import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import { describeParameters } from '../catalogue/describe-parameters.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import type { PlanStep } from './plan.ts';

/** A step that is given with all of its parameters. */
export interface GivenStep {
  /** Name of a transformation of the catalogue. */
  readonly name: string;
  /** Every parameter that the transformation has. @default none */
  readonly params?: Readonly<Record<string, unknown>>;
}

/**
 * Checks steps whose parameters are given, not drawn, and rounds the parameters to their grid.
 *
 * @param catalogue - what has the transformations of the steps
 * @throws STEP_INVALID - for the first step that is unknown, or whose parameters are missing, unknown or outside their ranges;
 * the message lists what the step takes.
 */
export function parseSteps(
  steps: readonly GivenStep[],
  catalogue: Catalogue = builtInCatalogue,
): readonly PlanStep[] {
  return steps.map(({ name, params = {} }, index) => {
    const transformation = catalogue.find(name);
    if (transformation === null) throw unknownStep(name, index, catalogue);
    const parsed = transformation.params.safeParse(params);
    if (parsed.success) return { name, params: parsed.data };
    throw new StepInvalidError(
      name,
      index,
      `${ended(problemOf(parsed.error, params, transformation))} ${whatItTakes(transformation)}`,
    );
  });
}

/**
 * A step cannot be what it is asked to be; the message names it and lists the parameters that it takes.
 *
 * @remedy Correct the step; `variegate catalogue NAME` lists its parameters.
 */
export class StepInvalidError extends CodedError {
  readonly code = 'STEP_INVALID';
  readonly retry = { kind: 'never' } as const;
  /** Place of the step, from 0. */
  readonly index: number;

  /** @param problem - what is wrong, as sentences without the last full stop */
  constructor(name: string, index: number, problem: string) {
    super(`Step ${index + 1}, ${name}: ${ended(problem)}`);
    this.index = index;
  }
}

/** The sentence with its full stop, where it does not end by a question. */
function ended(sentence: string): string {
  return sentence.endsWith('?') ? sentence : `${sentence}.`;
}

/** What a step takes, as a sentence without a full stop. */
function whatItTakes({ name, params }: Transformation): string {
  const described = describeParameters(params).map(parameter => `${parameter.name} (${parameter.allowed})`);
  return `${name} takes ${described.length === 0 ? 'no parameters' : described.join(', ')}`;
}

function unknownStep(name: string, index: number, { transformations }: Catalogue): StepInvalidError {
  const hint = didYouMean(
    name,
    transformations.map(one => one.name),
  );
  return new StepInvalidError(
    name,
    index,
    `there is no such transformation${hint || ' (see "variegate catalogue")'}`,
  );
}

function problemOf(
  error: z.ZodError,
  params: Readonly<Record<string, unknown>>,
  transformation: Transformation,
): string {
  const names = describeParameters(transformation.params).map(({ name }) => name);
  const problems = error.issues.map(issue => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => `there is no parameter ${key}${didYouMean(key, names)}`).join(', ');
    const [name = 'the parameters', ...rest] = issue.path.map(String);
    const path = [name, ...rest].join('.');
    if (rest.length === 0 && !(name in params)) return `${path} is missing`;
    return `${path} cannot be ${JSON.stringify(params[name])}`;
  });
  return [...new Set(problems)].join(', ');
}
