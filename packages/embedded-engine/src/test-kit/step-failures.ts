import { createHash } from 'node:crypto';

import type { EmbeddedEngine } from '../embedded-engine.ts';
import type { StepView } from '../inspection/run-view.ts';
import type { JsonObject } from '../json.ts';
import type { HandlerResponse } from '../protocol/answer.ts';
import type { SdkHandler } from '../protocol/sdk-handler.ts';

/** Whether a step is called by this name, or was given it as its id. */
export function isStepNamed({ id, name }: Pick<StepView, 'id' | 'name'>, wanted: string): boolean {
  return name === wanted || id === createHash('sha1').update(wanted).digest('hex');
}

interface PlannedFailure {
  readonly stepName: string;
  readonly error: Error;
}

/** A call's body, as far as it matters here. */
interface CallBody {
  readonly ctx: JsonObject & { readonly run_id: string };
}

/** Fails steps in the place of their functions: the engine gets the answer that the SDK would give. */
export class StepFailures {
  readonly #planned: PlannedFailure[] = [];

  /** Plans the failure of the next attempt at a step of this name. */
  plan(stepName: string, error: Error): void {
    this.#planned.push({ stepName, error });
  }

  /** The names of the steps that are still to fail. */
  get unmet(): readonly string[] {
    return this.#planned.map(({ stepName }) => stepName);
  }

  /**
   * Puts the failures between an engine and its functions. While any is planned, functions only say which steps they
   * want, as after a crash, and every step is called for by itself: so the one to fail is known before it runs.
   */
  wrap(handler: SdkHandler, engine: () => EmbeddedEngine): SdkHandler {
    return async request => {
      if (request.method !== 'POST' || this.#planned.length === 0) return handler(request);
      const body = request.body as CallBody;
      const stepId = request.url.searchParams.get('stepId');
      const step = engine()
        .getRun(body.ctx.run_id)
        .steps.find(({ id }) => id === stepId);
      const failure = step === undefined ? undefined : this.#take(step);
      if (step !== undefined && failure !== undefined) return failedAnswer(step, failure.error);
      return handler({
        ...request,
        body: { ...body, ctx: { ...body.ctx, disable_immediate_execution: true } },
      });
    };
  }

  #take(step: StepView): PlannedFailure | undefined {
    const at = this.#planned.findIndex(({ stepName }) => isStepNamed(step, stepName));
    return at === -1 ? undefined : this.#planned.splice(at, 1)[0];
  }
}

/** What the SDK answers when a step's function throws. */
function failedAnswer({ id, name }: StepView, error: Error): HandlerResponse {
  const isFinal = error.name === 'NonRetriableError';
  const { retryAfter } = error as { readonly retryAfter?: unknown };
  const { message, stack } = error;
  const serialized = { __serialized: true, name: error.name, message, stack };
  return {
    status: 206,
    headers: {
      'x-inngest-no-retry': String(isFinal),
      ...(typeof retryAfter === 'string' ? { 'retry-after': retryAfter } : {}),
    },
    body: JSON.stringify([
      { id, name, displayName: name, op: isFinal ? 'StepFailed' : 'StepError', error: serialized },
    ]),
  };
}
