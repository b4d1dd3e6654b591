import type { Task, TaskContext } from '../queue/task.ts';

/** A task that a test runs by hand: it starts when the queue says, and ends when the test says. */
export interface HandRunTask<T> {
  readonly task: Task<T>;
  /** What the queue handed over at each start, oldest first. */
  readonly contexts: readonly TaskContext[];
  /** Ends the present start well. */
  succeed(value: T): void;
  /** Ends the present start with an error. */
  fail(error: unknown): void;
}

/** Makes one. When its signal fires, the present start ends with the signal's reason. */
export function handRunTask<T = void>(): HandRunTask<T> {
  const contexts: TaskContext[] = [];
  let present = Promise.withResolvers<T>();
  return {
    task: context => {
      contexts.push(context);
      present = Promise.withResolvers<T>();
      const { promise, reject } = present;
      context.signal.addEventListener('abort', () => reject(context.signal.reason));
      return promise;
    },
    contexts,
    succeed: value => present.resolve(value),
    fail: error => present.reject(error),
  };
}
