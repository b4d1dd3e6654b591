import type { z } from 'zod';

import { FeatureUnsupportedError, RegistrationFailedError } from '../errors.ts';
import { HANDLER_URL, type SdkHandler } from '../protocol/sdk-handler.ts';
import { registrationSchema } from './function-config.ts';
import { FunctionRegistry } from './function-registry.ts';
import { readFunction } from './read-function.ts';

/** What the SDK posted to be registered, since it was last asked. */
export type TakeRegistration = () => unknown;

/** What becomes of what is not supported. */
export interface UnsupportedPolicy {
  readonly unsupported: 'refuse' | 'ignore';
  /** Receives a warning for each option that is left out. */
  readonly warn: (text: string) => void;
}

/**
 * Has the SDK register its functions, as a server would, and reads what it sends.
 *
 * @throws {ENGINE_REGISTRATION_FAILED}
 * @throws {ENGINE_FEATURE_UNSUPPORTED}
 */
export async function registerFunctions(
  handler: SdkHandler,
  takeRegistration: TakeRegistration,
  policy: UnsupportedPolicy,
): Promise<FunctionRegistry> {
  const url = new URL(HANDLER_URL);
  const response = await handler({ method: 'PUT', url, headers: { host: url.host }, body: {} });
  const registration = takeRegistration();
  if (response.status !== 200 || registration === undefined) {
    throw new RegistrationFailedError(
      `The SDK would not register its functions: it answered ${response.status} ${response.body}`,
    );
  }
  const parsed = registrationSchema.safeParse(registration);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(issue => `  ${describeIssue(issue, registration)}`);
    const message = `The options of these functions cannot be read:\n${lines.join('\n')}`;
    throw new RegistrationFailedError(message, { cause: parsed.error });
  }
  const functions = parsed.data.functions.map(readFunction);
  const features = functions.flatMap(({ unsupported }) => unsupported);
  if (features.length > 0 && policy.unsupported === 'refuse') throw new FeatureUnsupportedError(features);
  for (const { functionId, option, reason } of features) {
    policy.warn(`The embedded engine leaves out an option of "${functionId}": ${option}: ${reason}.`);
  }
  return new FunctionRegistry(functions.map(({ definition }) => definition));
}

/** Names the function and the option that an issue is about. */
function describeIssue({ path, message }: z.core.$ZodIssue, registration: unknown): string {
  const [, index, ...option] = path;
  const { functions } = registration as { readonly functions?: readonly { readonly id?: unknown }[] };
  return `${String(functions?.[Number(index)]?.id)}: ${option.join(': ')}: ${message}`;
}
