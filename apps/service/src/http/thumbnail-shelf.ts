import { takeThumbnail } from '@variegate/variants/internal';
import type { WorkflowRuntime } from '@variegate/workflow';
import type { Settings } from '../configuration/settings.ts';
import type { BatchRun } from '../engine/batch-run.ts';
import { outputFolderOf } from '../engine/output-folder-of.ts';

/** Pictures kept: what some pages show, in a few megabytes. */
const maxKept = 200;
/** Taken in parallel: renders come first. */
const maxTaken = 2;

/** Small pictures of published variants, each taken once for as long as it is kept. */
export class ThumbnailShelf {
  readonly #settings: Settings;
  readonly #runtime: WorkflowRuntime;
  readonly #kept = new Map<string, Promise<Buffer | null>>();
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  constructor(settings: Settings, runtime: WorkflowRuntime) {
    this.#settings = settings;
    this.#runtime = runtime;
  }

  /** The picture of a variant as JPEG; `null` where there is none. @param id - 64 hex digits */
  read(run: BatchRun, id: string): Promise<Buffer | null> {
    const key = `${run.batchId}/${id}`;
    const known = this.#kept.get(key);
    if (known !== undefined) return known;
    const taking = this.#take(run, id);
    this.#kept.set(key, taking);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > maxKept && oldest !== undefined) this.#kept.delete(oldest);
    // What is not there yet may be the next time.
    const forget = () => this.#kept.get(key) === taking && this.#kept.delete(key);
    taking.then(picture => picture === null && forget(), forget);
    return taking;
  }

  async #take(run: BatchRun, id: string): Promise<Buffer | null> {
    if (this.#taken >= maxTaken) await new Promise<void>(resolve => this.#waiting.push(resolve));
    this.#taken += 1;
    try {
      const outDir = await outputFolderOf(run.request, this.#settings.outputRoot);
      return await takeThumbnail({ outDir, id, ffmpeg: this.#runtime.ffmpeg });
    } finally {
      this.#taken -= 1;
      this.#waiting.shift()?.();
    }
  }
}
