import type { ErrorHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Logger } from 'pino';
import { answerProblem, type Problem } from './problem.ts';
import { MalformedJsonError } from './read-json.ts';

/** How the errors that a caller can cause are answered, by their code. */
const statusOfCode: Readonly<Record<string, ContentfulStatusCode>> = {
  WORKFLOW_REQUEST_INVALID: 422,
  WORKFLOW_BATCH_SIZE: 422,
  WORKFLOW_PATH_OUTSIDE_ROOT: 403,
  WORKFLOW_INPUTS_FILE_UNUSABLE: 422,
  SERVICE_BATCH_ID_TAKEN: 409,
  SERVICE_SERVER_AWAY: 503,
  RUNNER_OUTPUT_OUTSIDE_ROOT: 403,
  VARIANTS_REPORT_IMPOSSIBLE: 409,
  VARIANTS_OUTPUT_FOLDER_UNUSABLE: 409,
  ENGINE_CLOSED: 503,
  ENGINE_STORE_FAILED: 503,
};

/** Answers what was thrown: an error of ours with its message; any other without it, and the log has it. */
export function answerError(logger: Logger): ErrorHandler {
  return (error, context) => {
    if (error instanceof MalformedJsonError) {
      return answerProblem(context, 400, { code: 'MALFORMED_JSON', message: 'The body is not JSON.' });
    }
    if (error instanceof HTTPException) {
      return answerProblem(context, error.status as ContentfulStatusCode, {
        code: 'HTTP',
        message: error.message,
      });
    }
    const { code, issues } = error as { code?: unknown; issues?: Problem['issues'] };
    const status = typeof code === 'string' ? statusOfCode[code] : undefined;
    if (typeof code === 'string' && status !== undefined) {
      return answerProblem(context, status, {
        code,
        message: error.message,
        ...(Array.isArray(issues) ? { issues } : {}),
      });
    }
    logger.error({ err: error, path: context.req.path }, 'request failed');
    return answerProblem(context, 500, {
      code: 'INTERNAL',
      message: 'The service failed; its log says why.',
    });
  };
}
