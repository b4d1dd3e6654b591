import fc from 'fast-check';

/** A small workflow: what a function does, as data, so that one function can run any of them. */
export type Workflow =
  | { readonly kind: 'step'; readonly value: number }
  /** Fails this often before it succeeds. */
  | { readonly kind: 'flaky'; readonly value: number; readonly failures: number }
  /** Fails for good; the workflow goes on with what it caught. */
  | { readonly kind: 'doomed'; readonly value: number }
  | { readonly kind: 'sleep'; readonly seconds: number }
  | { readonly kind: 'sequence'; readonly parts: readonly Workflow[] }
  | { readonly kind: 'parallel'; readonly parts: readonly Workflow[] }
  /** Runs the rest as a function of its own. */
  | { readonly kind: 'invoke'; readonly rest: Workflow };

/** What a workflow comes to. */
export type WorkflowResult = number | string | null | readonly WorkflowResult[];

/** What the message of a step is that fails for good. */
export const doomMessage = (value: number): string => `doomed ${value}`;

/** What a workflow must come to, by doing what it says, in order, with nothing durable about it. */
export function interpret(workflow: Workflow): WorkflowResult {
  switch (workflow.kind) {
    case 'step':
    case 'flaky':
      return workflow.value * 2;
    case 'doomed':
      return `caught ${doomMessage(workflow.value)}`;
    case 'sleep':
      return null;
    case 'sequence':
    case 'parallel':
      return workflow.parts.map(interpret);
    case 'invoke':
      return ['invoked', interpret(workflow.rest)];
  }
}

const value = fc.nat(1_000);

/** Small random workflows. */
export const workflowArbitrary: fc.Arbitrary<Workflow> = fc.letrec<{ workflow: Workflow }>(tie => {
  const parts = fc.array(tie('workflow'), { minLength: 1, maxLength: 3 });
  return {
    workflow: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constant('step' as const), value }),
      fc.record({ kind: fc.constant('flaky' as const), value, failures: fc.integer({ min: 1, max: 2 }) }),
      fc.record({ kind: fc.constant('doomed' as const), value }),
      fc.record({ kind: fc.constant('sleep' as const), seconds: fc.integer({ min: 1, max: 100 }) }),
      fc.record({ kind: fc.constant('sequence' as const), parts }),
      fc.record({ kind: fc.constant('parallel' as const), parts }),
      fc.record({ kind: fc.constant('invoke' as const), rest: tie('workflow') }),
    ),
  };
}).workflow;
