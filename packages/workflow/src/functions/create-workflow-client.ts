import { type ClientOptions, Inngest } from 'inngest';
import { defaultAppId } from '../events/event-types.ts';

/** Options of Inngest's client; see its own documentation. */
export interface WorkflowClientOptions extends Omit<ClientOptions, 'id'> {
  /** Name of the app, with which the names of its events begin. All workers of one service have the same. @default 'variegate' */
  readonly id?: string;
}

/** The client that sends the events and that the functions belong to. */
export function createWorkflowClient({ id = defaultAppId, ...options }: WorkflowClientOptions = {}): Inngest {
  return new Inngest({ ...options, id });
}
