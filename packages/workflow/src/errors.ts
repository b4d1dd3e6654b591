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

/** A batch request is not one; the message names every field and what it may be. */
export class RequestInvalidError extends WorkflowError {
  readonly code = 'WORKFLOW_REQUEST_INVALID';
  readonly issues: readonly RequestIssue[];

  constructor(issues: readonly RequestIssue[]) {
    super(issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
    this.issues = issues;
  }
}

/** A path lies outside the folder that it has to lie in. */
export class PathOutsideRootError extends WorkflowError {
  readonly code = 'WORKFLOW_PATH_OUTSIDE_ROOT';

  constructor(path: string, root: string) {
    super(`"${path}" does not lie under "${root}".`);
  }
}

/** The list of inputs cannot be read. */
export class InputsFileUnusableError extends WorkflowError {
  readonly code = 'WORKFLOW_INPUTS_FILE_UNUSABLE';
}

/** A batch is made of no variants, or of more than one batch may have. */
export class BatchSizeError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_SIZE';
}

/** What a batch keeps in its output folder is gone, or of another version. */
export class BatchUnknownError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_UNKNOWN';
}

/** A durable batch could not be carried to its end. */
export class BatchFailedError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_FAILED';
}

/** The output root belongs to another app. */
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

/** A step of a batch came to a worker of another installation. */
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

/** The end of a batch could not be said, and is to be said later. */
export class NotificationUndeliveredError extends WorkflowError {
  readonly code = 'WORKFLOW_NOTIFICATION_UNDELIVERED';
  override readonly retry: Retry;

  constructor(problem: string, afterSeconds: number) {
    super(problem);
    this.retry = { kind: 'after', afterMs: 1000 * afterSeconds };
  }
}

/** A batch of this id was requested before, with other contents. */
export class BatchIdTakenError extends WorkflowError {
  readonly code = 'WORKFLOW_BATCH_ID_TAKEN';

  /** @param fields - those in which the two requests differ */
  constructor(batchId: string, fields: readonly string[]) {
    const names = fields.map(field => `"${field}"`).join(', ');
    super(`A batch "${batchId}" was requested before, with another ${names}. Choose another batchId.`);
  }
}
