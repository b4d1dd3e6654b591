import type { Scenario } from './scenario.ts';
import { branchFailureScenarios } from './scenarios/branch-failures.ts';
import { edgeScenarios } from './scenarios/edges.ts';
import { eventScenarios } from './scenarios/events.ts';
import { expressionScenarios } from './scenarios/expressions.ts';
import { failureScenarios } from './scenarios/failures.ts';
import { flowControlScenarios } from './scenarios/flow-control.ts';
import { groupScenarios } from './scenarios/groups.ts';
import { invokeScenarios } from './scenarios/invoking.ts';
import { raceScenarios } from './scenarios/races.ts';
import { sdkOptionScenarios } from './scenarios/sdk-options.ts';
import { signalScenarios } from './scenarios/signals.ts';
import { stepScenarios } from './scenarios/steps.ts';
import { timingScenarios } from './scenarios/timing.ts';

/** Every behaviour that this engine and an Inngest server share. */
export const scenarios: readonly Scenario[] = [
  ...stepScenarios,
  ...groupScenarios,
  ...raceScenarios,
  ...branchFailureScenarios,
  ...failureScenarios,
  ...eventScenarios,
  ...invokeScenarios,
  ...timingScenarios,
  ...edgeScenarios,
  ...expressionScenarios,
  ...flowControlScenarios,
  ...signalScenarios,
  ...sdkOptionScenarios,
];
