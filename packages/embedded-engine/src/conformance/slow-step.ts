import type { GetStepTools, Inngest } from 'inngest';

/** Passes time. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}

/** A step that takes a while, and gives its name. */
export function slow(step: GetStepTools<Inngest.Any>, name: string, milliseconds: number): Promise<string> {
  return step.run(name, () => pause(milliseconds).then(() => name));
}
