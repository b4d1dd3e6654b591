import { type GetStepTools, group, Inngest, invoke, NonRetriableError, staticSchema } from 'inngest';

import { createEmbeddedEngine } from '../create-engine.ts';
import type { EmbeddedEngine } from '../embedded-engine.ts';
import type { EmbeddedEngineOptions } from '../loop/engine-options.ts';
import { silentLogger } from './silent-logger.ts';
import { caught, doomMessage, type Workflow, type WorkflowResult } from './workflow.ts';

/** An engine that runs workflows given as data. */
export interface WorkflowEngine {
  readonly engine: EmbeddedEngine;
  readonly client: Inngest.Any;
}

/** How workflows are run. */
export interface WorkflowCourse {
  /** Begins a call of the function; it may fail outside any step. */
  beginCall(runId: string): Promise<void>;
  /** Lets other things happen before a function continues. */
  pause(): Promise<void>;
  /** Notes that a step waits for an event with this key, which is to be sent, with a value. */
  noteWait(key: string, value: number): void;
  /** Does the work of a step. */
  runStep<T>(runId: string, name: string, work: () => T): Promise<T>;
}

/** A call of the function that a workflow is played in. */
interface Play {
  readonly step: GetStepTools<Inngest.Any>;
  /** Runs a step. */
  run<T>(name: string, work: () => T): Promise<T>;
  readonly attempt: number;
  /** Waits for an event with a value. */
  wait(name: string, value: number, isAnswered: boolean): Promise<WorkflowResult>;
  /** Runs a workflow as a separate function. */
  invoke(name: string, workflow: Workflow): Promise<WorkflowResult>;
}

/** Opens an engine that runs the workflow of an event `go`, and of an event `go-unoptimized` without `optimizeParallelism`. */
export async function openWorkflowEngine(
  options: Pick<EmbeddedEngineOptions, 'store' | 'clock' | 'maxConcurrentSteps'>,
  course: WorkflowCourse,
): Promise<WorkflowEngine> {
  const client = new Inngest({ id: 'w', logger: silentLogger });
  const data = staticSchema<{ workflow: Workflow }>();
  const define = (id: string, optimizeParallelism: boolean, event: string) => {
    const definition = client.createFunction(
      { id, optimizeParallelism, retries: 3, triggers: [{ event }, invoke(data)] },
      async ({ event: { data: given }, step, attempt, runId }): Promise<WorkflowResult> => {
        await course.beginCall(runId);
        const { workflow } = given as { workflow: Workflow };
        return orCaught(
          play(workflow, 'root', {
            step,
            attempt,
            run: async (name, work) => {
              await course.pause();
              return (await step.run(name, () => course.runStep(runId, name, work))) as ReturnType<
                typeof work
              >;
            },
            wait: async (name, value, isAnswered) => {
              const key = `${runId} ${name}`;
              if (isAnswered) course.noteWait(key, value);
              const condition = `async.data.key == "${key}" && async.data.value >= 0 && event.data.workflow != null`;
              const answer = await step.waitForEvent(name, {
                event: 'answer',
                if: condition,
                timeout: '300s',
              });
              return answer === null ? null : Number(answer.data['value']) * 2;
            },
            invoke: (name, rest) => step.invoke(name, { function: definition, data: { workflow: rest } }),
          }),
        );
      },
    );
    return definition;
  };
  const functions = [define('optimized', true, 'go'), define('unoptimized', false, 'go-unoptimized')];
  return { engine: await createEmbeddedEngine({ ...options, client, functions }), client };
}

async function play(workflow: Workflow, name: string, at: Play): Promise<WorkflowResult> {
  switch (workflow.kind) {
    case 'step':
      return at.run(name, () => workflow.value * 2);
    case 'flaky':
      return at.run(name, () => {
        if (at.attempt < workflow.failures) throw new Error('not yet');
        return workflow.value * 2;
      });
    case 'doomed':
      return orCaught(fail(workflow.value, name, at));
    case 'broken':
      return fail(workflow.value, name, at);
    case 'sleep':
      await at.step.sleep(name, workflow.seconds * 1_000);
      return null;
    case 'wait':
      return at.wait(name, workflow.value, workflow.isAnswered);
    case 'sequence': {
      const results: WorkflowResult[] = [];
      for (const [index, part] of workflow.parts.entries()) {
        results.push(await play(part, `${name}.${index}`, at));
      }
      return results;
    }
    case 'group': {
      const { parts, awaits, isRacing } = workflow;
      const begin = (): Promise<WorkflowResult> => {
        const all = parts.map((part, index) => play(part, `${name}.${index}`, at));
        return awaits === 'all' ? Promise.all(all) : Promise.race(all);
      };
      return orCaught(isRacing ? group.parallel(begin) : begin());
    }
    case 'invoke':
      return ['invoked', await at.invoke(name, workflow.rest)];
  }
}

function fail(value: number, name: string, at: Play): Promise<WorkflowResult> {
  return at.run(name, (): string => {
    throw new NonRetriableError(doomMessage(value));
  });
}

function orCaught(result: Promise<WorkflowResult>): Promise<WorkflowResult> {
  return result.catch((error: Error) => caught(error.message));
}
