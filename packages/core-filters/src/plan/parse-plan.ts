import { didYouMean } from '@variegate/ground';
import { z } from 'zod';
import { builtInCatalogue, type Catalogue } from '../catalogue/create-catalogue.ts';
import { levelSchema } from '../catalogue/level.ts';
import {
  type Plan,
  PlanInvalidError,
  type PlanProblem,
  type PlanStep,
  planFormatVersion,
  recipeNamePattern,
} from './plan.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits');

/** What a plan is, but for the parameters of its steps, which their transformations check. */
export const planShape = z.strictObject({
  formatVersion: z.literal(planFormatVersion),
  strategy: z.string().regex(/^[a-z_]{1,40}$/, 'lower-case letters and underscores'),
  level: levelSchema,
  seed: z.int().min(0),
  index: z.int().min(1),
  single: z
    .strictObject({ transformation: z.string().max(60), intensity: z.number().min(0).max(100) })
    .optional(),
  recipe: z.strictObject({ name: z.string().regex(recipeNamePattern), digest: sha256 }).optional(),
  source: z.strictObject({ sha256 }),
  steps: z.array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()) })).max(200),
  modules: z.array(z.string().min(1).max(200)).max(50).optional(),
  rejected: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});

/**
 * The only way from an unknown value to a plan: checks every field and every parameter, and rounds parameters to
 * their grid.
 *
 * @param catalogue - what has the transformations of the steps
 * @throws PLAN_INVALID - with each problem's path and what is allowed there.
 */
export function parsePlan(value: unknown, catalogue: Catalogue = builtInCatalogue): Plan {
  return parse(value, catalogue, false);
}

/**
 * A plan that was drawn and checked before, such as that of a record: steps that the built-in catalogue does not have are
 * kept as they are where the plan names the modules that it needs. What compiles the plan refuses what it does not know.
 *
 * @throws PLAN_INVALID - with each problem's path and what is allowed there.
 */
export function parseRecordedPlan(value: unknown): Plan {
  return parse(value, builtInCatalogue, true);
}

function parse(value: unknown, catalogue: Catalogue, keepsForeign: boolean): Plan {
  const parsed = planShape.safeParse(value);
  if (!parsed.success) throw new PlanInvalidError(problemsOf(parsed.error, []));
  const problems: PlanProblem[] = [];
  const steps = parsed.data.steps.map((step, index) =>
    parseStep(step, ['steps', index], { problems, catalogue, keepsForeign, modules: parsed.data.modules }),
  );
  if (problems.length > 0) throw new PlanInvalidError(problems);
  const { modules, single, recipe, ...plan } = parsed.data;
  return {
    ...plan,
    ...(single === undefined ? {} : { single }),
    ...(recipe === undefined ? {} : { recipe }),
    ...(modules === undefined ? {} : { modules }),
    steps,
  };
}

interface StepParsing {
  readonly problems: PlanProblem[];
  readonly catalogue: Catalogue;
  /** Whether steps of modules are kept that the catalogue does not have. */
  readonly keepsForeign: boolean;
  /** Those that the plan says it needs. */
  readonly modules: readonly string[] | undefined;
}

function parseStep(
  step: PlanStep,
  path: readonly (string | number)[],
  { problems, catalogue, keepsForeign, modules = [] }: StepParsing,
): PlanStep {
  const transformation = catalogue.find(step.name);
  if (transformation === null && keepsForeign && modules.length > 0) return step;
  if (transformation === null) {
    problems.push({
      path: pathText([...path, 'name']),
      message:
        `no transformation is called ${JSON.stringify(step.name)}` +
        (modules.length === 0
          ? didYouMean(
              step.name,
              catalogue.transformations.map(({ name }) => name),
            )
          : `; the plan needs the transformations of these modules: ${modules.join(', ')}`),
    });
    return step;
  }
  const params = transformation.params.safeParse(step.params);
  if (params.success) return { name: step.name, params: params.data };
  problems.push(...problemsOf(params.error, [...path, 'params']));
  return step;
}

function problemsOf(error: z.ZodError, path: readonly (string | number)[]): PlanProblem[] {
  return error.issues.map(issue => ({
    path: pathText([...path, ...issue.path.map(part => (typeof part === 'symbol' ? String(part) : part))]),
    message: issue.message,
  }));
}

function pathText(path: readonly (string | number)[]): string {
  const text = path.map(part => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
  return text.replace(/^\./, '') || 'plan';
}
