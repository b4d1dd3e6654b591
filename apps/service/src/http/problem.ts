import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What is wrong, for the caller's program (`code`) and for a reader (`message`). */
export interface Problem {
  readonly code: string;
  readonly message: string;
  /** What is wrong with single fields of the request. */
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

/** Answers with a problem: always JSON, always of this shape. */
export function answerProblem(
  context: Context,
  status: ContentfulStatusCode,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return context.json({ error: problem }, status, headers);
}
