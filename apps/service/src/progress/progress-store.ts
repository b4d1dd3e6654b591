import { isDeepStrictEqual } from 'node:util';
import type { VariegateEvent } from '@variegate/variants';
import type { BatchProgress, WaitReason } from './batch-progress.ts';
import { BatchTracker, combineProgress } from './batch-tracker.ts';

/** Batches kept; beyond that, those that were updated least recently are dropped. */
const maxBatches = 200;

interface Entry {
  readonly here: BatchTracker | null;
  readonly elsewhere: ReadonlyMap<string, BatchProgress>;
  readonly waiting: readonly WaitReason[];
  /** How far it was when that was first known here, and when on this process's own clock. */
  readonly first: { readonly done: number; readonly atMs: number } | null;
  /** Whether it is known to have ended, with or without results. */
  readonly isClosed: boolean;
  /** Number of the change that was its last one. */
  readonly version: number;
}

/** The progress of all batches, as far as this process knows. */
export class ProgressStore {
  readonly #instanceId: string;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #version = 0;

  constructor(instanceId: string) {
    this.#instanceId = instanceId;
  }

  /** Number of the latest change; grows with each. */
  get version(): number {
    return this.#version;
  }

  /** Takes in something that happened in this process. */
  take(batchId: string, event: VariegateEvent): void {
    const entry = this.#entries.get(batchId);
    const here = entry?.here ?? new BatchTracker(batchId, this.#instanceId, event.at);
    here.take(event);
    this.#set(batchId, { here });
  }

  /** Takes in what another worker says. */
  takePublished(progress: BatchProgress): void {
    const { batchId, instanceId } = progress;
    if (instanceId === null || instanceId === this.#instanceId) return;
    const entry = this.#entries.get(batchId);
    const elsewhere = new Map(entry?.elsewhere).set(instanceId, progress);
    this.#set(batchId, { elsewhere });
  }

  /** The batches that have not ended as far as is known here. */
  get open(): readonly string[] {
    return [...this.#entries].filter(([, { isClosed }]) => !isClosed).map(([batchId]) => batchId);
  }

  /** Sets what a batch waits for. @returns whether that is another thing than before */
  setWaiting(batchId: string, waiting: readonly WaitReason[]): boolean {
    const entry = this.#entries.get(batchId);
    const codes = (reasons: readonly WaitReason[]) => reasons.map(({ code }) => code);
    if (entry === undefined || isDeepStrictEqual(entry.waiting, waiting)) return false;
    this.#set(batchId, { waiting });
    // Free bytes change all the time.
    return !isDeepStrictEqual(codes(entry.waiting), codes(waiting));
  }

  /** Nothing more is waited for. */
  close(batchId: string): void {
    const entry = this.#entries.get(batchId);
    if (entry !== undefined) this.#entries.set(batchId, { ...entry, isClosed: true });
  }

  /** The progress of a batch; `null` when nothing is known of it. */
  find(batchId: string): BatchProgress | null {
    const entry = this.#entries.get(batchId);
    if (entry === undefined) return null;
    const here = entry.here === null ? [] : [entry.here.progress];
    const progress = combineProgress([...here, ...entry.elsewhere.values()], entry.waiting);
    return progress === null ? null : { ...progress, etaSeconds: etaOf(progress, entry.first) };
  }

  /** What a batch's variants in this process come to; `null` when there are none. */
  findHere(batchId: string): BatchProgress | null {
    return this.#entries.get(batchId)?.here?.progress ?? null;
  }

  /** The batches that have changed since a version. */
  changedSince(version: number): readonly string[] {
    return [...this.#entries].filter(([, entry]) => entry.version > version).map(([batchId]) => batchId);
  }

  /** Resolves at the next change, or when the signal is aborted. */
  nextChange(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise(resolve => {
      const done = () => {
        this.#listeners.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#listeners.add(done);
      signal.addEventListener('abort', done);
    });
  }

  #begin(batchId: string, progress: BatchProgress): void {
    const entry = this.#entries.get(batchId);
    const first = { done: doneOf(progress), atMs: performance.now() };
    if (entry !== undefined) this.#entries.set(batchId, { ...entry, first });
  }

  #set(batchId: string, changed: Partial<Entry>): void {
    this.#version += 1;
    const known = { ...this.#entries.get(batchId), ...changed };
    const { here = null, elsewhere = new Map(), waiting = [], first = null } = known;
    this.#entries.delete(batchId); // Moved to the end: the first entry is the least recently updated one.
    this.#entries.set(batchId, { here, elsewhere, waiting, first, isClosed: false, version: this.#version });
    const progress = first === null ? this.find(batchId) : null;
    if (progress !== null && progress.requested !== null) this.#begin(batchId, progress);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > maxBatches && oldest !== undefined) this.#entries.delete(oldest);
    for (const listener of [...this.#listeners]) listener();
  }
}

/** Variants made, those under way by their shares. What is skipped takes no time, and says nothing of the pace. */
function doneOf({ succeeded, failed, running }: BatchProgress): number {
  return succeeded + failed + running.reduce((sum, { percent }) => sum + percent / 100, 0);
}

function etaOf(progress: BatchProgress, first: Entry['first']): number | null {
  const { requested, skipped, isFinal } = progress;
  if (requested === null || isFinal || first === null) return null;
  const done = doneOf(progress);
  const since = done - first.done;
  const left = Math.max(0, requested - skipped - done);
  return since <= 0 ? null : ((performance.now() - first.atMs) / 1000) * (left / since);
}
