import { type ClientOptions, Inngest } from 'inngest';

/** Options of Inngest's client; see its own documentation. */
export interface WorkflowClientOptions extends Omit<ClientOptions, 'id'> {
  /** Name of the app. All workers of one service have the same. @default 'variegate' */
  readonly id?: string;
}

/** The client that sends the events and that the functions belong to. */
export function createWorkflowClient({ id = 'variegate', ...options }: WorkflowClientOptions = {}): Inngest {
  return new Inngest({ ...options, id });
}
