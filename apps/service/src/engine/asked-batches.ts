import { open, readFile } from 'node:fs/promises';
import type { BatchRequest } from '@variegate/workflow';

/** A batch that an Inngest server was asked for through this service. */
export interface AskedBatch {
  /** The server's own id of the event. */
  readonly eventId: string;
  readonly request: BatchRequest;
  /** ISO 8601. */
  readonly askedAt: string;
}

/**
 * The batches that this service has requested from an Inngest server, in a file with a line for each. A server reports a run
 * only by the id of its event.
 */
export class AskedBatches {
  readonly #path: string;
  readonly #batches = new Map<string, AskedBatch>();

  private constructor(path: string) {
    this.#path = path;
  }

  /** Reads the file; a missing one counts as empty. A last line that a crash cut short is ignored. */
  static async open(path: string): Promise<AskedBatches> {
    const asked = new AskedBatches(path);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw error;
    });
    for (const line of text.split('\n')) {
      const batch = readLine(line);
      if (batch !== null) asked.#batches.set(batch.request.batchId, batch);
    }
    return asked;
  }

  find(batchId: string): AskedBatch | null {
    return this.#batches.get(batchId) ?? null;
  }

  /** Newest first. */
  list(): readonly AskedBatch[] {
    return [...this.#batches.values()].reverse();
  }

  /** Keeps a batch, on the disk before it resolves. */
  async add(batch: AskedBatch): Promise<void> {
    this.#batches.set(batch.request.batchId, batch);
    const file = await open(this.#path, 'a', 0o600);
    try {
      // The line break comes first too, so that a line cut short by a crash cannot run into this one.
      await file.appendFile(`\n${JSON.stringify(batch)}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
  }
}

function readLine(line: string): AskedBatch | null {
  if (line === '') return null;
  try {
    return JSON.parse(line) as AskedBatch;
  } catch {
    return null;
  }
}
