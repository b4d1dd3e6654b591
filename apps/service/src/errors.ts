import { CodedError } from '@variegate/ground';

/** What every error of this package has. */
abstract class ServiceError extends CodedError {
  abstract override readonly code: `SERVICE_${string}`;
  /** None of these errors goes away without a change by the user. */
  readonly retry = { kind: 'never' } as const;
}

/**
 * The configuration cannot be used, or would not be safe; the message names every setting and what to do.
 *
 * @remedy Change the settings that the message names.
 */
export class ConfigurationInvalidError extends ServiceError {
  readonly code = 'SERVICE_CONFIGURATION_INVALID';
  /** One sentence each. */
  readonly findings: readonly string[];

  constructor(findings: readonly string[]) {
    super(`The service does not start: ${findings.join(' ')}`);
    this.findings = findings;
  }
}

/**
 * The address cannot be listened on.
 *
 * @remedy Choose another port (`--port`) or address, or end the program that has it.
 */
export class AddressUnusableError extends ServiceError {
  readonly code = 'SERVICE_ADDRESS_UNUSABLE';
}

/**
 * A batch of this id was requested before, with other contents.
 *
 * @remedy Choose another `batchId`, or send the same request.
 */
export class BatchIdTakenError extends ServiceError {
  readonly code = 'SERVICE_BATCH_ID_TAKEN';

  /** @param fields - those in which the two requests differ */
  constructor(batchId: string, fields: readonly string[]) {
    const names = fields.map(field => `"${field}"`).join(', ');
    super(`A batch "${batchId}" was requested before, with another ${names}. Choose another batchId.`);
  }
}

/**
 * The Inngest server does not take events.
 *
 * @remedy Start the Inngest server, or correct its address; the request may be sent again.
 */
export class ServerAwayError extends ServiceError {
  readonly code = 'SERVICE_SERVER_AWAY';
}
