import type { Plan } from '@variegate/core-filters';
import type { RenderSettings, VariantJob } from '@variegate/variants';
import { UsageError } from './errors.ts';

/** A plan with what rendering it again takes, as `plan --save` writes and `render` reads it. */
export interface SavedPlan {
  readonly type: 'plan';
  readonly formatVersion: 1;
  /** The variant's id, 64 hex digits. */
  readonly id: string;
  /** File name that the variant gets. */
  readonly output: string;
  /** Absolute path of the source. */
  readonly source: string;
  readonly settings: RenderSettings;
  readonly plan: Plan;
}

/** What `render` takes from a file; the plan itself is checked by the library. */
export interface PlanToRender {
  readonly plan: unknown;
  /** `null` where the file does not say. */
  readonly source: string | null;
  /** The options of the library that the settings stand for. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A job as it is saved. */
export function savedPlanOf({ id, output, source, settings, plan }: VariantJob): SavedPlan {
  return { type: 'plan', formatVersion: 1, id, output, source: source.path, settings, plan };
}

/**
 * Reads a saved plan, a record, or a bare plan.
 *
 * @throws {CLI_USAGE} when the text is none of them.
 */
export function readSavedPlan(text: string, name: string): PlanToRender {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`"${name}" is not JSON.`);
  }
  if (!isObject(value)) throw new UsageError(`"${name}" does not contain a plan.`);
  const wrapped = value['plan'];
  if (wrapped === undefined) return { plan: value, source: null, options: {} };
  return {
    plan: wrapped,
    source: typeof value['source'] === 'string' ? value['source'] : null,
    options: isObject(value['settings']) ? optionsOf(value['settings']) : {},
  };
}

function optionsOf(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { encode, provenance, plainGraph, normalization } = settings;
  const chosen = { ...(isObject(normalization) ? normalization : {}), provenance, plainGraph };
  return isObject(encode) ? { ...encode, ...chosen } : chosen;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
