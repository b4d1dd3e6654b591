import { canonicalDigest } from '../digest/canonical-digest.ts';
import type { Plan } from './plan.ts';

/** The identity of a plan: the canonical digest of everything in it. */
export function planDigest(plan: Plan): string {
  return canonicalDigest(plan);
}
