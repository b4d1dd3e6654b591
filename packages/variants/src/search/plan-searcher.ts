import type { Catalogue, Plan, SearchRequest } from '@variegate/core-filters';
import { type AssetLibrary, assetLibrary } from '../assets/asset-library.ts';
import { SamplesMissingError } from '../errors.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { RenderSettings } from '../job/render-settings.ts';
import type { PlannedSource } from '../job/variant-job.ts';
import { isCodedError } from '../records/variant-error.ts';
import { measureCandidate } from './measure-candidate.ts';
import { readSearch, searchKey, writeSearch } from './saved-searches.ts';
import { type SearchedPlan, searchPlan } from './search-plan.ts';
import { withSecondTry } from './second-try.ts';
import { type Samples, type TakeSamplesOptions, takeSamples } from './take-samples.ts';

/** What the searches of one source share. */
export interface PlanSearcherOptions extends TakeSamplesOptions {
  readonly settings: RenderSettings;
  readonly assets?: AssetLibrary | undefined;
  /** What has the transformations of the plans. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
  /** Fits a plan before it is rendered, and so each candidate before it is measured. */
  readonly fit: (plan: Plan) => Plan;
  /** The output folder, in which searches are saved. */
  readonly folder: OutputFolder;
  /** Whether a new search is saved there; an existing one is read either way. */
  readonly save: boolean;
}

/** Searches plans for one source. Its samples are taken when the first search needs them, and go with the searcher. */
export class PlanSearcher implements AsyncDisposable {
  readonly #source: PlannedSource;
  readonly #options: PlanSearcherOptions;
  #samples: Promise<Samples | null> | null = null;

  constructor(source: PlannedSource, options: PlanSearcherOptions) {
    this.#source = source;
    this.#options = options;
  }

  /** The plan for one variant: the one that is saved, or else one that is searched and saved before anything renders. */
  async search(request: SearchRequest): Promise<SearchedPlan> {
    const { folder, save, settings } = this.#options;
    const key = searchKey(request, settings);
    const saved = await readSearch(folder, key, this.#options.catalogue);
    if (saved !== null) return saved;
    const found = await this.#searchAgain(request);
    if (save) await writeSearch(folder, key, found);
    return found;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#samples?.catch(() => null))?.[Symbol.asyncDispose]();
  }

  async #searchAgain(request: SearchRequest): Promise<SearchedPlan> {
    const {
      ffmpeg,
      settings,
      catalogue,
      fit,
      signal,
      assets = assetLibrary({ files: [], cacheFolder: null }),
    } = this.#options;
    const taken = this.#samples;
    this.#samples ??= this.#takeSamples();
    const samples = await this.#samples;
    const found = await searchPlan(request, {
      samples,
      measure: candidate => {
        if (samples === null) throw new SamplesMissingError('There are no samples.');
        return measureCandidate(fit(candidate), samples, { ffmpeg, settings, assets, catalogue, signal });
      },
      signal,
    });
    // The first search pays for the samples that all of them share.
    const shared = taken === null ? (samples?.cpuSeconds ?? 0) : 0;
    return { ...found, cpuSeconds: found.cpuSeconds + shared };
  }

  /** What cannot be sampled may still be rendered: the search continues without samples. */
  async #takeSamples(): Promise<Samples | null> {
    try {
      return await withSecondTry(() => takeSamples(this.#source, this.#options), this.#options.signal);
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (!isCodedError(error)) throw error;
      return null;
    }
  }
}
