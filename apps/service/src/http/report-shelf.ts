import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { writeReport } from '@variegate/variants';
import { makeFolder } from '@variegate/workflow';
import type { Settings } from '../configuration/settings.ts';
import type { BatchRun } from '../engine/batch-run.ts';
import { outputFolderOf } from '../engine/output-folder-of.ts';

/** The reports of batches, each made once, beside the service's state: the output folder stays as the batch left it. */
export class ReportShelf {
  readonly #settings: Settings;
  readonly #making = new Map<string, Promise<string>>();

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  /**
   * The page of a batch that has results.
   *
   * @throws {VARIANTS_REPORT_IMPOSSIBLE} | {VARIANTS_OUTPUT_FOLDER_UNUSABLE}
   */
  async read(run: BatchRun): Promise<string> {
    const page = this.#making.get(run.batchId) ?? this.#make(run);
    this.#making.set(run.batchId, page);
    try {
      return await readFile(await page, 'utf8');
    } catch (error) {
      this.#making.delete(run.batchId);
      throw error;
    }
  }

  async #make(run: BatchRun): Promise<string> {
    const { stateFolder, outputRoot, ffmpegPath } = this.#settings;
    const folder = path.join(stateFolder, 'reports');
    await makeFolder(folder, 0o700);
    const out = path.join(folder, `${run.batchId}.html`);
    const ffmpeg = ffmpegPath === null ? {} : { ffmpegPath };
    const dir = await outputFolderOf(run.request, outputRoot);
    const written = await writeReport({ dir, out, ...ffmpeg });
    return written.path;
  }
}
