import { type GetStepTools, Inngest, invoke, NonRetriableError, staticSchema } from 'inngest';

import type { ManualClock } from '../clock/manual-clock.ts';
import { createEmbeddedEngine } from '../create-engine.ts';
import type { EmbeddedEngine } from '../embedded-engine.ts';
import { silentLogger } from './silent-logger.ts';
import { doomMessage, type Workflow, type WorkflowResult } from './workflow.ts';

type Tools = GetStepTools<Inngest.Any>;

/** An engine that runs workflows given as data. */
export interface WorkflowEngine {
  readonly engine: EmbeddedEngine;
  readonly client: Inngest.Any;
}

/** Opens an engine whose one function runs any workflow. @param onStep - called inside every step. */
export async function openWorkflowEngine(
  path: string,
  clock: ManualClock,
  onStep: () => void,
): Promise<WorkflowEngine> {
  const client = new Inngest({ id: 'w', logger: silentLogger });
  const data = staticSchema<{ workflow: Workflow }>();
  const workflow = client.createFunction(
    { id: 'workflow', retries: 3, triggers: [{ event: 'go' }, invoke(data)] },
    async ({ event, step, attempt }) => {
      const given = event.data as { workflow: Workflow };
      return play(given.workflow, 'root', step, attempt);
    },
  );

  async function play(part: Workflow, name: string, step: Tools, attempt: number): Promise<WorkflowResult> {
    switch (part.kind) {
      case 'step':
        return step.run(name, () => {
          onStep();
          return part.value * 2;
        });
      case 'flaky':
        return step.run(name, () => {
          onStep();
          if (attempt < part.failures) throw new Error('not yet');
          return part.value * 2;
        });
      case 'doomed':
        return step
          .run(name, (): string => {
            onStep();
            throw new NonRetriableError(doomMessage(part.value));
          })
          .catch((error: Error) => `caught ${error.message}`);
      case 'sleep':
        await step.sleep(name, `${part.seconds}s`);
        return null;
      case 'sequence': {
        const results: WorkflowResult[] = [];
        for (const [index, next] of part.parts.entries()) {
          results.push(await play(next, `${name}.${index}`, step, attempt));
        }
        return results;
      }
      case 'parallel':
        return Promise.all(part.parts.map((next, index) => play(next, `${name}.${index}`, step, attempt)));
      case 'invoke':
        return ['invoked', await step.invoke(name, { function: workflow, data: { workflow: part.rest } })];
    }
  }

  const engine = await createEmbeddedEngine({ client, functions: [workflow], store: { path }, clock });
  return { engine, client };
}
