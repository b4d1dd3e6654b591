import type { EventPayload } from '../event-payload.ts';
import type { Json } from '../json.ts';
import type { FinishedStep } from '../store/step-table.ts';
import { type Answer, readAnswer } from './answer.ts';
import { HANDLER_URL, type SdkHandler } from './sdk-handler.ts';

/** A call of a function: everything the SDK needs to continue with a run. */
export interface FunctionCall {
  readonly functionId: string;
  readonly runId: string;
  /** Names this very call; the SDK gives it back when it reports progress. */
  readonly callId: string;
  /** The step to run; `undefined` to find out what comes next. */
  readonly stepId: string | undefined;
  /** From 0. */
  readonly attempt: number;
  readonly maxAttempts: number;
  /** Whether steps may only be found, not run: so when several are under way. */
  readonly planOnly: boolean;
  /** More than one when they were batched. */
  readonly events: readonly [EventPayload, ...EventPayload[]];
  /** In the order in which they finished, which the SDK replays. */
  readonly steps: readonly FinishedStep[];
}

/** Calls a function through the SDK's handler, once, and understands the answer. */
export async function callFunction(
  handler: SdkHandler,
  call: FunctionCall,
  nowMs: () => number,
): Promise<Answer> {
  const url = new URL(HANDLER_URL);
  url.searchParams.set('fnId', call.functionId);
  // `step` is the SDK's name for the function as a whole.
  url.searchParams.set('stepId', call.stepId ?? 'step');
  const headers = { host: url.host, 'content-type': 'application/json', 'x-request-id': call.callId };
  const response = await handler({ method: 'POST', url, headers, body: requestBody(call) });
  return readAnswer(response, nowMs());
}

function requestBody(call: FunctionCall) {
  return {
    version: -1, // The SDK decides.
    event: call.events[0],
    events: call.events,
    steps: Object.fromEntries(call.steps.map(step => [step.id, stepState(step)])),
    ctx: {
      run_id: call.runId,
      // Together these two let the SDK continue to the next step in the same call, reporting each as it is done.
      fn_id: call.functionId,
      qi_id: call.callId,
      attempt: call.attempt,
      max_attempts: call.maxAttempts,
      disable_immediate_execution: call.planOnly,
      use_api: false,
      stack: { stack: call.steps.map(({ id }) => id), current: call.steps.length },
    },
  };
}

function stepState({ output, error }: FinishedStep): Record<string, Json> {
  return error === null
    ? { type: 'data', data: JSON.parse(output ?? 'null') as Json }
    : { type: 'error', error: JSON.parse(error) as Json };
}
