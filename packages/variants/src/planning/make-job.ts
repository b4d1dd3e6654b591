import { estimateResources, type Plan, planDigest } from '@variegate/core-filters';
import type { RenderSettings } from '../identity/render-settings.ts';
import { variantId } from '../identity/variant-id.ts';
import { outputName } from '../naming/output-name.ts';
import type { SearchReport } from '../search/search-report.ts';
import type { PlannedSource, VariantJob } from './variant-job.ts';
import type { VariantKind } from './variant-slot.ts';

/** The job that renders a plan on a source. */
export function makeJob(
  source: PlannedSource,
  plan: Plan,
  settings: RenderSettings,
  kind: VariantKind = 'variant',
  search?: SearchReport,
): VariantJob {
  const id = variantId({ fingerprint: source.fingerprint, plan, settings });
  const { index } = plan;
  return {
    id,
    kind,
    index,
    source,
    plan,
    planDigest: planDigest(plan),
    settings,
    output: outputName({ stem: source.stem, index, id, container: settings.encode.container }),
    estimate: estimateResources({ plan, facts: source.facts, encode: settings.encode }),
    ...(search === undefined ? {} : { search }),
  };
}
