import type { EncodeSettings, Normalization } from '@variegate/core-filters';

/** Everything besides source and plan that changes the bytes of a variant. */
export interface RenderSettings {
  readonly encode: EncodeSettings;
  /** Whether the container carries a tag that names the tool and the plan. */
  readonly provenance: boolean;
  /** Whether every transformation is a separate filter, nothing fused. */
  readonly plainGraph: boolean;
  /** How the source is normalised, where that is not as usual. */
  readonly normalization?: Normalization;
}
