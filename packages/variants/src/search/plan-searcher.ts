import type {
  Catalogue,
  Plan,
  SearchRequest,
  TargetRequest,
  TargetSearchOptions,
} from '@variegate/core-filters';
import { type AssetLibrary, assetLibrary } from '../assets/asset-library.ts';
import { SamplesMissingError } from '../errors.ts';
import type { OutputFolder } from '../folder/output-folder.ts';
import type { RenderSettings } from '../job/render-settings.ts';
import { searchReportSchema } from '../job/search-report-schema.ts';
import type { TargetCandidate } from '../job/target-report.ts';
import { targetReportSchema } from '../job/target-schemas.ts';
import type { PlannedSource } from '../job/variant-job.ts';
import { isCodedError } from '../records/variant-error.ts';
import { comparingSampling, type Sampling, targetSampling } from './choose-samples.ts';
import { type MeasureCandidateOptions, measureCandidate, measureFrames } from './measure-candidate.ts';
import { readSearch, searchKey, writeSearch } from './saved-searches.ts';
import { type SearchedPlan, searchPlan } from './search-plan.ts';
import { type FoundByTarget, searchTarget } from './search-target.ts';
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
    const { settings, catalogue } = this.#options;
    const key = searchKey(request, settings);
    const saved = await readSearch(this.#options.folder, key, searchReportSchema, catalogue);
    if (saved !== null) return { plan: saved.plan, search: saved.report, searchCpuSeconds: saved.cpuSeconds };
    const found = await this.#onSamples((samples, options) =>
      searchPlan(request, {
        ...{ samples, signal: options.signal },
        measure: candidate => measureCandidate(candidate, needed(samples), options),
      }),
    );
    await this.#save(key, { ...found, report: found.search });
    return found;
  }

  /** As {@link PlanSearcher.search}, for a variant with a target. */
  async searchTarget(request: TargetRequest): Promise<FoundByTarget> {
    const { settings, catalogue } = this.#options;
    const { template } = request;
    // A chain of code has no name that a search could be found again by.
    const key = template === null || template?.recipe !== undefined ? searchKey(request, settings) : null;
    const saved =
      key === null ? null : await readSearch(this.#options.folder, key, targetReportSchema, catalogue);
    if (saved !== null)
      return { plan: saved.plan, targetSearch: saved.report, searchCpuSeconds: saved.cpuSeconds };
    const found = await this.continueTarget(request, {});
    if (key !== null) await this.#save(key, { ...found, report: found.targetSearch });
    return found;
  }

  /** Searches on, with what is known of candidates and finished files. */
  async continueTarget(
    request: TargetRequest,
    { candidates, ...known }: TargetSearchOptions & { readonly candidates?: readonly TargetCandidate[] },
  ): Promise<FoundByTarget> {
    const quality = request.target.ssim !== undefined;
    return await this.#onSamples(
      (samples, options) =>
        searchTarget(request, {
          ...{ ...known, known: candidates, samples, signal: options.signal },
          measure: candidate => measureFrames(candidate, needed(samples), { ...options, quality }),
        }),
      targetSampling,
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#samples?.catch(() => null))?.[Symbol.asyncDispose]();
  }

  /** Searches on the samples that all searches of the source share; the first of them pays. */
  async #onSamples<Found extends { readonly searchCpuSeconds: number }>(
    search: (samples: Samples | null, options: MeasureCandidateOptions) => Promise<Found>,
    sampling: Sampling = comparingSampling,
  ): Promise<Found> {
    const { ffmpeg, settings, catalogue, fit, signal } = this.#options;
    const { assets = assetLibrary({ files: [], cacheFolder: null }) } = this.#options;
    const taken = this.#samples;
    this.#samples ??= this.#takeSamples(sampling);
    const samples = await this.#samples;
    const found = await search(samples, { ffmpeg, settings, assets, catalogue, fit, signal });
    const shared = taken === null ? (samples?.cpuSeconds ?? 0) : 0;
    return { ...found, searchCpuSeconds: found.searchCpuSeconds + shared };
  }

  async #save(
    key: string,
    { plan, report, searchCpuSeconds }: Omit<SearchedPlan, 'search'> & { readonly report: object },
  ): Promise<void> {
    const { folder, save } = this.#options;
    if (save) await writeSearch(folder, key, { plan, report, cpuSeconds: searchCpuSeconds });
  }

  /** What cannot be sampled may still be rendered: the search continues without samples. */
  async #takeSamples(sampling: Sampling): Promise<Samples | null> {
    try {
      return await withSecondTry(
        () => takeSamples(this.#source, { ...this.#options, sampling }),
        this.#options.signal,
      );
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      if (!isCodedError(error)) throw error;
      return null;
    }
  }
}

function needed(samples: Samples | null): Samples {
  if (samples === null) throw new SamplesMissingError('There are no samples.');
  return samples;
}
