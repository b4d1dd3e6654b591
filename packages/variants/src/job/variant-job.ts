import {
  type Catalogue,
  type CompiledPlan,
  compilePlan,
  estimateResources,
  type MediaFacts,
  type Plan,
  planDigest,
  provenanceText,
  type RecipeIdentity,
  type ResourceEstimate,
  type Target,
} from '@variegate/core-filters';
import { outputName } from './output-name.ts';
import type { RenderSettings } from './render-settings.ts';
import type { SearchReport } from './search-report.ts';
import type { TargetReport } from './target-report.ts';
import { variantId } from './variant-id.ts';
import type { InputRole, VariantKind } from './variant-slot.ts';

/** A source that variants can be made of; plain JSON. */
export interface PlannedSource {
  /** Absolute path. */
  readonly path: string;
  /** File name, without folder. */
  readonly file: string;
  /** What the names of its variants begin with. */
  readonly stem: string;
  /** SHA-256 of the whole file, 64 hex digits. */
  readonly fingerprint: string;
  readonly facts: MediaFacts;
  /** Whether its variants are to be traced back to it. */
  readonly role: InputRole;
}

/** What a variant is made from. Everything else about it follows, so this is all that is stored of a job. */
export interface JobRequest {
  readonly source: PlannedSource;
  readonly plan: Plan;
  readonly settings: RenderSettings;
  readonly kind: VariantKind;
  /** The series that it is numbered in; absent where the run has one. */
  readonly series?: string | undefined;
  /** The recipe that its plan was drawn by; absent: none. */
  readonly recipe?: RecipeIdentity | undefined;
  /** How the plan was found; absent where it was drawn or given. */
  readonly search?: SearchReport | undefined;
  /** What it shall measure; absent: anything. */
  readonly target?: Target | undefined;
  /** How a plan for the target was found; absent where it was not searched for. */
  readonly targetSearch?: TargetReport | undefined;
  /** Processor time of the search, in seconds, renders that were not published included; absent: there was none. */
  readonly searchCpuSeconds?: number | undefined;
  /** What has the transformations of the plan; not stored. @default builtInCatalogue */
  readonly catalogue?: Catalogue | undefined;
}

/** One variant to be made: everything that rendering it takes besides the place; plain JSON. */
export interface VariantJob extends JobRequest {
  /** The variant's id, 64 hex digits. */
  readonly id: string;
  /** Number of the variant among those of its kind, series and source, from 1. */
  readonly index: number;
  /** SHA-256 over the plan in canonical JSON, 64 hex digits. */
  readonly planDigest: string;
  /** File name in the output folder. */
  readonly output: string;
  /** The ffmpeg command, and what it makes. Compiled once, here. */
  readonly compiled: CompiledPlan;
  readonly estimate: ResourceEstimate;
}

/**
 * The job that renders a plan on a source.
 *
 * @throws {PLAN_INVALID} when the source does not allow a step.
 */
export function makeJob(request: JobRequest): VariantJob {
  const { source, plan, settings, series, catalogue, target } = request;
  const { facts, fingerprint, stem } = source;
  const { encode, plainGraph: plain, normalization } = settings;
  const { index } = plan;
  const id = variantId({ fingerprint, plan, settings, target });
  const digest = planDigest(plan);
  const provenance = settings.provenance ? provenanceText(digest) : null;
  const compiled = compilePlan({ plan, facts, encode, plain, normalization, provenance, catalogue });
  return {
    ...request,
    ...{ id, index, planDigest: digest, compiled },
    output: outputName({ stem, series, index, id, container: encode.container }),
    estimate: estimateResources(compiled, { plan, facts, encode, catalogue }),
  };
}

/** What is stored of a job. */
export function requestOf({ source, plan, settings, kind, ...job }: VariantJob): JobRequest {
  const { series, recipe, search, target, targetSearch, searchCpuSeconds } = job;
  return {
    ...{ source, plan, settings, kind },
    ...(series === undefined ? {} : { series }),
    ...(recipe === undefined ? {} : { recipe }),
    ...(search === undefined ? {} : { search }),
    ...(target === undefined ? {} : { target }),
    ...(targetSearch === undefined ? {} : { targetSearch }),
    ...(searchCpuSeconds === undefined ? {} : { searchCpuSeconds }),
  };
}

/** What is known of a variant once its plan was corrected, because a finished file missed the target. */
export type Correction = Pick<JobRequest, 'plan' | 'targetSearch' | 'searchCpuSeconds'>;

/**
 * The same variant with another plan: its id and its name stay those of the plan that was found first.
 *
 * @throws {PLAN_INVALID} when the source does not allow a step.
 */
export function correctedJob(job: VariantJob, correction: Partial<Correction>): VariantJob {
  const { id, output, catalogue } = job;
  return { ...makeJob({ ...requestOf(job), ...correction, catalogue }), id, output };
}
