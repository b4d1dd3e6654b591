import { caught, doomMessage, type Workflow, type WorkflowResult } from './workflow.ts';

/**
 * Whether a run of a workflow may come to a result, by doing what the workflow says with nothing durable about it.
 * A race may be won by any of its parts, and a group may fail with any of its failures.
 */
export function mayEndWith(workflow: Workflow, result: WorkflowResult): boolean {
  return mayReturn(workflow, result) || mayCatch([workflow], result);
}

function mayReturn(workflow: Workflow, result: WorkflowResult): boolean {
  switch (workflow.kind) {
    case 'step':
    case 'flaky':
      return result === workflow.value * 2;
    case 'doomed':
      return result === caught(doomMessage(workflow.value));
    case 'broken':
      return false;
    case 'sleep':
      return result === null;
    case 'wait':
      return result === (workflow.isAnswered ? workflow.value * 2 : null);
    case 'sequence':
      return returnsEach(workflow.parts, result);
    case 'group': {
      const { awaits, parts } = workflow;
      const succeeds =
        awaits === 'all' ? returnsEach(parts, result) : parts.some(part => mayReturn(part, result));
      return succeeds || mayCatch(parts, result);
    }
    case 'invoke':
      return (
        Array.isArray(result) &&
        result.length === 2 &&
        result[0] === 'invoked' &&
        mayEndWith(workflow.rest, result[1])
      );
  }
}

function returnsEach(parts: readonly Workflow[], result: WorkflowResult): boolean {
  return (
    Array.isArray(result) &&
    result.length === parts.length &&
    parts.every((part, n) => mayReturn(part, result[n]))
  );
}

function mayCatch(parts: readonly Workflow[], result: WorkflowResult): boolean {
  return parts.flatMap(failuresOf).some(message => result === caught(message));
}

/** What a workflow may fail with. */
function failuresOf(workflow: Workflow): readonly string[] {
  if (workflow.kind === 'broken') return [doomMessage(workflow.value)];
  return workflow.kind === 'sequence' ? workflow.parts.flatMap(failuresOf) : [];
}
