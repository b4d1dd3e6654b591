import { ServiceRefusedError, ServiceUnreachableError } from '../errors.ts';
import { type ServiceRun, serviceRunSchema } from './service-run.ts';

/** Where the service answers, and the token to present. */
export interface ServiceAddress {
  readonly url: string;
  /** `null`: none. */
  readonly token: string | null;
}

/** Speaks with a service of `variegate serve`. */
export class ServiceClient {
  readonly #address: ServiceAddress;

  constructor(address: ServiceAddress) {
    this.#address = address;
  }

  /** Asks for a batch; what is sent is checked by the service. */
  async ask(request: string): Promise<ServiceRun> {
    return serviceRunSchema.parse(await this.#call('POST', '/api/batches', request));
  }

  /** Asks for what failed in a batch. */
  async retry(batchId: string): Promise<ServiceRun> {
    return serviceRunSchema.parse(await this.#call('POST', `${pathOf(batchId)}/retry`));
  }

  async cancel(batchId: string): Promise<void> {
    await this.#call('POST', `${pathOf(batchId)}/cancel`);
  }

  /** The batches, newest first. */
  async list(): Promise<readonly ServiceRun[]> {
    const { runs } = (await this.#call('GET', '/api/runs?limit=100')) as {
      readonly runs: readonly unknown[];
    };
    return runs.map(run => serviceRunSchema.parse(run));
  }

  async read(batchId: string): Promise<ServiceRun> {
    return serviceRunSchema.parse(await this.#call('GET', pathOf(batchId)));
  }

  async #call(method: 'GET' | 'POST', path: string, body?: string): Promise<unknown> {
    const { url, token } = this.#address;
    const headers = {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    };
    let answer: Response;
    try {
      answer = await fetch(new URL(path, url), { method, headers, ...(body === undefined ? {} : { body }) });
    } catch (error) {
      throw new ServiceUnreachableError(url, { cause: error });
    }
    const read: unknown = await answer.json().catch(() => null);
    if (answer.ok) return read;
    const { message, issues } = ((read as { error?: object } | null)?.error ?? {}) as RefusalBody;
    throw new ServiceRefusedError(answer.status, issues === undefined ? message : sentenceOf(issues));
  }
}

interface RefusalBody {
  readonly message?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
}

const pathOf = (batchId: string): string => `/api/runs/${encodeURIComponent(batchId)}`;

const sentenceOf = (issues: NonNullable<RefusalBody['issues']>): string =>
  issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; ');
