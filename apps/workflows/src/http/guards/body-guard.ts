import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { answerProblem } from '../problem.ts';

/** Refuses bodies that are too large, without reading on, however their length is announced. */
export const bodyGuard = (maxBytes: number): MiddlewareHandler =>
  bodyLimit({
    maxSize: maxBytes,
    onError: context =>
      answerProblem(
        context,
        413,
        {
          code: 'BODY_TOO_LARGE',
          message: `A body may have ${maxBytes} bytes. Name many inputs in a file, as inputsFile.`,
        },
        { connection: 'close' },
      ),
  });
