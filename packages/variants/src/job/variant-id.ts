import { canonicalDigest, type Plan, type Target } from '@variegate/core-filters';
import type { RenderSettings } from './render-settings.ts';

/** The version of what an id covers; raised whenever the same plan would come out as other bytes. */
const identityFormatVersion = 2;

/** What a variant is, as far as its bytes go. */
export interface VariantIdentity {
  /** SHA-256 of the whole source file, 64 hex digits. */
  readonly fingerprint: string;
  readonly plan: Plan;
  readonly settings: RenderSettings;
  /** What it shall measure, where it was searched for; the plan is then the one that was found before any render. */
  readonly target?: Target | undefined;
}

/**
 * The id of a variant: SHA-256, as 64 hex digits, over source, plan and settings in canonical JSON. Paths, names,
 * load and machine are no part of it, so the same request means the same variant everywhere.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8785
 */
export function variantId({ fingerprint, plan, settings, target }: VariantIdentity): string {
  return canonicalDigest({
    ...{ formatVersion: identityFormatVersion, source: fingerprint, plan, settings },
    ...(target === undefined ? {} : { target }),
  });
}
