import type { Scenario } from './scenario.ts';
import { edgeScenarios } from './scenarios/edges.ts';
import { eventScenarios } from './scenarios/events.ts';
import { failureScenarios } from './scenarios/failures.ts';
import { invokeScenarios } from './scenarios/invoking.ts';
import { stepScenarios } from './scenarios/steps.ts';
import { timingScenarios } from './scenarios/timing.ts';

/** Every behaviour that this engine and an Inngest server share. */
export const scenarios: readonly Scenario[] = [
  ...stepScenarios,
  ...failureScenarios,
  ...eventScenarios,
  ...invokeScenarios,
  ...timingScenarios,
  ...edgeScenarios,
];
