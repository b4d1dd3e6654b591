import { z } from 'zod';
import { findTransformation } from '../catalogue/added-transformations.ts';
import { levels } from '../catalogue/transformation.ts';
import { PlanInvalidError, type PlanProblem } from './errors.ts';
import { type Plan, type PlanStep, planFormatVersion } from './plan.ts';

const planSchema = z.strictObject({
  formatVersion: z.literal(planFormatVersion),
  strategy: z.string().regex(/^[a-z_]{1,40}$/, 'lower-case letters and underscores'),
  level: z.enum(levels),
  seed: z.int().min(0),
  index: z.int().min(1),
  source: z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits') }),
  steps: z.array(z.strictObject({ name: z.string(), params: z.record(z.string(), z.unknown()) })).max(200),
  modules: z.array(z.string().min(1).max(200)).max(50).optional(),
  rejected: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
});

/**
 * The only way from an unknown value to a plan: checks every field and every parameter, and rounds parameters to
 * their grid.
 *
 * @throws PLAN_INVALID - with each problem's path and what is allowed there.
 */
export function parsePlan(value: unknown): Plan {
  const parsed = planSchema.safeParse(value);
  if (!parsed.success) throw new PlanInvalidError(problemsOf(parsed.error, []));
  const problems: PlanProblem[] = [];
  const steps = parsed.data.steps.map((step, index) =>
    parseStep(step, ['steps', index], problems, parsed.data.modules),
  );
  if (problems.length > 0) throw new PlanInvalidError(problems);
  const { modules, ...plan } = parsed.data;
  return { ...plan, ...(modules === undefined ? {} : { modules }), steps };
}

function parseStep(
  step: PlanStep,
  path: readonly (string | number)[],
  problems: PlanProblem[],
  modules: readonly string[] = [],
): PlanStep {
  const transformation = findTransformation(step.name);
  if (transformation === null) {
    problems.push({
      path: pathText([...path, 'name']),
      message:
        `no transformation is called ${JSON.stringify(step.name)}` +
        (modules.length === 0 ? '' : `; the plan needs what these modules add: ${modules.join(', ')}`),
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
