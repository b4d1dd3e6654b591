import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { readOwnText } from '@variegate/runner';
import { assertNoLinkBelow, makeFolderBelow } from '@variegate/variants/internal';
import { z } from 'zod';
import { writeOnce } from '../batch/write-once.ts';
import { OutputRootTakenError } from '../errors.ts';
import { defaultAppId } from '../events/event-types.ts';
import { type BatchRequest, maxRequestBytes } from '../request/batch-request.ts';
import { batchIdSchema, installationSchema } from '../request/batch-requested-schema.ts';
import { parseBatchRequest } from '../request/parse-batch-request.ts';
import { NotificationRegister } from './notification-register.ts';

/** A batch that was requested, by whatever way. */
export interface RegisteredBatch {
  readonly request: BatchRequest;
  /** ISO 8601. */
  readonly askedAt: string;
}

/** Why a batch could not be prepared, or its results not be written. */
export interface BatchFailure {
  readonly code: string;
  readonly message: string;
  /** ISO 8601. */
  readonly failedAt: string;
}

const suffix = '.json';

const requestSchema = z.object({ request: z.unknown(), askedAt: z.iso.datetime() });
const failureSchema = z.object({ code: z.string(), message: z.string(), failedAt: z.iso.datetime() });

const ownerSchema = z.object({ installation: installationSchema, appId: z.string() });

/** A request, as it is escaped, and what stands around it. */
const maxMebibytes = Math.ceil((2 * maxRequestBytes) / 2 ** 20) + 1;

/**
 * All batches under an output root, one file for each in `.variegate/requests`. Every worker that shares the root reads
 * and writes the same ones, so that all of them know every batch, and a name means one request for ever.
 */
export class BatchRegister {
  /** The folder under which all batches write, absolute. */
  readonly outputRoot: string;
  /** The app whose workers share the root. */
  readonly appId: string;
  /** What was said of the ends of batches. */
  readonly notifications: NotificationRegister;
  readonly #requests: string;
  /** Why batches have failed, by their names too. */
  readonly #failures: string;
  /** What was read already: an entry never changes. */
  readonly #known = new Map<string, RegisteredBatch>();

  #installation: Promise<string> | null = null;

  /** @param outputRoot - absolute */
  constructor(outputRoot: string, appId: string = defaultAppId) {
    this.outputRoot = outputRoot;
    this.appId = appId;
    this.notifications = new NotificationRegister(outputRoot);
    this.#requests = path.join(outputRoot, '.variegate', 'requests');
    this.#failures = path.join(outputRoot, '.variegate', 'failures');
  }

  /**
   * What names the workers that share the root. The first of them makes the root its app's own.
   *
   * @throws {WORKFLOW_OUTPUT_ROOT_TAKEN} when it is another app's.
   */
  installation(): Promise<string> {
    this.#installation ??= this.#own();
    this.#installation.catch(() => {
      this.#installation = null;
    });
    return this.#installation;
  }

  async #own(): Promise<string> {
    const { outputRoot, appId } = this;
    const folder = path.join(outputRoot, '.variegate');
    const read = () => this.#read(folder, 'installation', ownerSchema);
    let owner = await read();
    if (owner === null) {
      await makeFolderBelow(outputRoot, folder);
      const text = JSON.stringify({ installation: randomUUID(), appId });
      await writeOnce(path.join(folder, `installation${suffix}`), text);
      owner = await read();
    }
    if (owner?.appId === appId) return owner.installation;
    const file = path.join(folder, `installation${suffix}`);
    throw new OutputRootTakenError(outputRoot, owner?.appId ?? '', appId, file);
  }

  /**
   * Enters a batch, unless its name is taken. Of several workers that try at the same moment one succeeds.
   *
   * @returns what is registered under the name; `isNew` where that is this request, for the first time
   * @throws {VARIANTS_OUTPUT_FOLDER_UNUSABLE} when a folder on the way is a link.
   */
  async enter(
    request: BatchRequest,
    askedAt: string = new Date().toISOString(),
  ): Promise<{ readonly batch: RegisteredBatch; readonly isNew: boolean }> {
    const { batchId } = request;
    await makeFolderBelow(this.outputRoot, this.#requests);
    const text = JSON.stringify({ request, askedAt });
    const isNew = await writeOnce(path.join(this.#requests, batchId + suffix), text);
    const batch = await this.find(batchId);
    if (batch === null) throw new Error(`The batch "${batchId}" was removed while it was registered.`);
    return { batch, isNew };
  }

  /** What is registered under a name; `null` where nothing is. */
  async find(batchId: string): Promise<RegisteredBatch | null> {
    if (!batchIdSchema.safeParse(batchId).success) return null;
    const known = this.#known.get(batchId);
    if (known !== undefined) return known;
    const entry = await this.#read(this.#requests, batchId, requestSchema);
    if (entry === null) return null;
    const batch = { request: parseBatchRequest(entry.request), askedAt: entry.askedAt };
    this.#known.set(batchId, batch);
    return batch;
  }

  /** Every batch, newest first. One whose entry cannot be read is left out. */
  async list(): Promise<readonly RegisteredBatch[]> {
    const names = await readdir(this.#requests).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const batches: RegisteredBatch[] = [];
    for (const name of names) {
      if (!name.endsWith(suffix)) continue;
      const batch = await this.find(name.slice(0, -suffix.length)).catch(() => null);
      if (batch !== null) batches.push(batch);
    }
    return batches.sort(
      (a, b) =>
        b.askedAt.localeCompare(a.askedAt) || a.request.batchId.localeCompare(b.request.batchId, 'en'),
    );
  }

  /** Keeps why a batch has failed; the first reason counts. */
  async recordFailure(batchId: string, failure: BatchFailure): Promise<void> {
    await makeFolderBelow(this.outputRoot, this.#failures);
    await writeOnce(path.join(this.#failures, batchId + suffix), JSON.stringify(failure));
  }

  /** Why a batch has failed; `null` where it has not. */
  failureOf(batchId: string): Promise<BatchFailure | null> {
    return this.#read(this.#failures, batchId, failureSchema);
  }

  async #read<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T | null> {
    await assertNoLinkBelow(this.outputRoot, [folder]);
    try {
      const text = await readOwnText(path.join(folder, name + suffix), { maxMebibytes });
      return schema.parse(JSON.parse(text));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }
}

/** The fields in which two requests of a batch differ, sorted; none where they ask for the same. */
export function differingFields(one: BatchRequest, other: BatchRequest): readonly string[] {
  const [a, b] = [new Map<string, unknown>(Object.entries(one)), new Map(Object.entries(other))];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter(name => !isDeepStrictEqual(a.get(name), b.get(name)))
    .sort();
}
