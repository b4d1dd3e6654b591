import { CodedError, type Retry } from '@variegate/ground';

/** What every error of this package has. */
export abstract class WorkflowError extends CodedError {
  abstract override readonly code: `WORKFLOW_${string}`;
  /** Whether and when trying again could help. */
  readonly retry: Retry = { kind: 'never' };
}

/** One thing that is wrong with a request. */
export interface RequestIssue {
  /** Where, such as `inputs.3`; empty for the request as a whole. */
  readonly path: string;
  /** One phrase. */
  readonly message: string;
}

/**
 * A batch request is not one; the message names every field and what it may be.
 *
 * @remedy Correct the fields that the message names.
 */
export class RequestInvalidError extends WorkflowError {
  readonly code = 'WORKFLOW_REQUEST_INVALID';
  readonly issues: readonly RequestIssue[];

  constructor(issues: readonly RequestIssue[]) {
    super(issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
    this.issues = issues;
  }
}

/**
 * A path lies outside the folder that it has to lie in.
 *
 * @remedy Name a path under the root.
 */
export class PathOutsideRootError extends WorkflowError {
  readonly code = 'WORKFLOW_PATH_OUTSIDE_ROOT';

  constructor(path: string, root: string) {
    super(`"${path}" does not lie under "${root}".`);
  }
}

/**
 * The list of inputs cannot be read.
 *
 * @remedy Name a text file under the input root with a path on each line.
 */
export class InputsFileUnusableError extends WorkflowError {
  readonly code = 'WORKFLOW_INPUTS_FILE_UNUSABLE';
}

/**
 * A batch is made of no variants, or of more than one batch may have.
 *
 * @remedy Ask for at least one variant and at most 100,000, in several batches if need be.
 */
export class BatchSizeError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_SIZE';
}

/**
 * What a batch keeps in its output folder is gone, or of another version.
 *
 * @remedy Request the batch again under another `batchId`: finished variants in its folder stay.
 */
export class BatchUnknownError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_UNKNOWN';
}

/**
 * A durable batch could not be carried to its end.
 *
 * @remedy Follow the message, and run the same command again: it continues.
 */
export class BatchFailedError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_FAILED';
}

/**
 * The output root belongs to another app.
 *
 * @remedy Choose another output root, or the same `appId` as the other workers.
 */
export class OutputRootTakenError extends WorkflowError {
  readonly code = 'WORKFLOW_OUTPUT_ROOT_TAKEN';

  /** @param file - what says so */
  constructor(outputRoot: string, owner: string, appId: string, file: string) {
    super(
      `The output root "${outputRoot}" belongs to the app "${owner}", and this worker is of the app "${appId}". Choose ` +
        `another output root or the same appId; or remove "${file}" when no batch of "${owner}" is under way.`,
    );
  }
}

/**
 * A step of a batch came to a worker of another installation.
 *
 * @remedy Give one of the two installations another `appId` (`VARIEGATE_APP_ID`).
 */
export class InstallationForeignError extends WorkflowError {
  readonly code = 'WORKFLOW_INSTALLATION_FOREIGN';
  /** The engine may give it to the right one the next time. */
  override readonly retry: Retry = { kind: 'after', afterMs: 5000 };

  constructor(appId: string, outputRoot: string) {
    super(
      `A step of another installation came to the workers of "${outputRoot}": both are the app "${appId}" in one Inngest ` +
        'environment. Give one of them another appId (VARIEGATE_APP_ID).',
    );
  }
}

/**
 * The notification that a batch has ended was not delivered, and is sent again later.
 *
 * @remedy Look at the receiver; the notification is sent again automatically.
 */
export class NotificationUndeliveredError extends WorkflowError {
  readonly code = 'WORKFLOW_NOTIFICATION_UNDELIVERED';
  override readonly retry: Retry;

  constructor(problem: string, afterSeconds: number) {
    super(problem);
    this.retry = { kind: 'after', afterMs: 1000 * afterSeconds };
  }
}

/**
 * A batch of this id was requested before, with other contents.
 *
 * @remedy Choose another `batchId`, or send the same request.
 */
export class BatchIdTakenError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_ID_TAKEN';

  /** @param fields - those in which the two requests differ */
  constructor(batchId: string, fields: readonly string[]) {
    const names = fields.map(field => `"${field}"`).join(', ');
    super(`A batch "${batchId}" was requested before, with another ${names}. Choose another batchId.`);
  }
}
