import fc from 'fast-check';

/** A small workflow: what a function does, as data, so that one function can run any of them. */
export type Workflow =
  | { readonly kind: 'step'; readonly value: number }
  /** Fails this often before it succeeds. */
  | { readonly kind: 'flaky'; readonly value: number; readonly failures: number }
  /** Fails for good; the workflow continues with what it caught. */
  | { readonly kind: 'doomed'; readonly value: number }
  /** Fails for good, and with it all that contains it up to a group, which continues with what it caught. */
  | { readonly kind: 'broken'; readonly value: number }
  | { readonly kind: 'sleep'; readonly seconds: number }
  /** Waits for an event of its own; when none is sent, its time comes. */
  | { readonly kind: 'wait'; readonly value: number; readonly isAnswered: boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Workflow[] }
  | {
      readonly kind: 'group';
      /** Whether the results of all parts are awaited, or that of whichever part is first. */
      readonly awaits: 'all' | 'first';
      /** Whether the group continues whenever one of its steps has finished. */
      readonly isRacing: boolean;
      readonly parts: readonly Workflow[];
    }
  /** Runs the rest as a separate function. */
  | { readonly kind: 'invoke'; readonly rest: Workflow };

/** What a workflow comes to. */
export type WorkflowResult = number | string | null | readonly WorkflowResult[];

/** What the message of a step is that fails for good. */
export const doomMessage = (value: number): string => `doomed ${value}`;

/** What a workflow continues with when something has failed. */
export const caught = (message: string): string => `caught ${message}`;

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
      fc.record({ kind: fc.constant('broken' as const), value }),
      fc.record({ kind: fc.constant('sleep' as const), seconds: fc.constantFrom(0, 1, 60) }),
      fc.record({ kind: fc.constant('wait' as const), value, isAnswered: fc.boolean() }),
      fc.record({ kind: fc.constant('sequence' as const), parts }),
      {
        weight: 3,
        arbitrary: fc.record({
          kind: fc.constant('group' as const),
          awaits: fc.constantFrom('all' as const, 'first' as const),
          isRacing: fc.boolean(),
          parts,
        }),
      },
      fc.record({ kind: fc.constant('invoke' as const), rest: tie('workflow') }),
    ),
  };
}).workflow;
