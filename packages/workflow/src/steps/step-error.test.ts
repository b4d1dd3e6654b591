import { OutputFolderBusyError } from '@variegate/variants';
import { NonRetriableError, RetryAfterError } from 'inngest';
import { expect, test } from 'vitest';
import { BatchSizeError } from '../errors.ts';
import { asStep, failureOf, toStepError } from './step-error.ts';

const error = { code: 'RUNNER_STALLED', message: 'It stood still.', retry: { kind: 'now' } } as const;

test('An error that is to be tried again says after how many seconds.', () => {
  const step = toStepError(error, 2500) as RetryAfterError;
  expect(step).toBeInstanceOf(RetryAfterError);
  expect(step.retryAfter).toBe('3');
});

test('An error that is not to be tried again ends the step, and its code can be read back.', () => {
  const step = toStepError(error, null);
  expect(step).toBeInstanceOf(NonRetriableError);
  expect(failureOf(step)).toEqual(error);
});

test("An engine's own failure is reported as a failed step.", () => {
  expect(failureOf(new Error('It was begun too often.'))).toEqual({
    code: 'WORKFLOW_STEP_FAILED',
    message: 'It was begun too often.',
    retry: { kind: 'never' },
  });
});

test('A step goes by what an error says of trying again; an unknown error is left to the engine.', async () => {
  const of = (attempt: number, thrown: Error) => {
    const step = asStep(attempt, 2, async () => {
      throw thrown;
    });
    return step.catch((caught: unknown) => caught);
  };
  expect(await of(0, new BatchSizeError('None.'))).toBeInstanceOf(NonRetriableError);
  expect(await of(0, new OutputFolderBusyError('Busy.'))).toBeInstanceOf(RetryAfterError);
  expect(await of(2, new OutputFolderBusyError('Busy.'))).toBeInstanceOf(NonRetriableError);
  const unknown = new TypeError('oops');
  expect(await of(0, unknown)).toBe(unknown);
});
