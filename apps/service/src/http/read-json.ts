import type { Context } from 'hono';

/** A body that is not JSON. */
export class MalformedJsonError extends Error {}

/**
 * Reads the body of a request.
 *
 * @throws {@link MalformedJsonError}
 */
export async function readJson(context: Context): Promise<unknown> {
  const text = await context.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new MalformedJsonError('The body is not JSON.');
  }
}
