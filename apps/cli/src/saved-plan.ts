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
  /** The series that the variant is numbered in; absent where the run had one. */
  readonly series?: string;
  readonly plan: Plan;
}

/** What `render` takes from a file; the plan itself is checked by the library. */
export interface PlanToRender {
  readonly plan: unknown;
  /** Its path, or of a record its SHA-256; `null` where the file does not say. */
  readonly source: string | { readonly sha256: string } | null;
  /** The series that it is numbered in; absent where it is in none. */
  readonly series?: string;
  /** The options of the library that the settings stand for. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** A job as it is saved. */
export function savedPlanOf({ id, output, source, settings, series, plan }: VariantJob): SavedPlan {
  const named = series === undefined ? {} : { series };
  return { type: 'plan', formatVersion: 1, id, output, source: source.path, settings, ...named, plan };
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
    source: sourceIn(value['source']),
    ...(typeof value['series'] === 'string' ? { series: value['series'] } : {}),
    options: isObject(value['settings']) ? optionsOf(value['settings']) : {},
  };
}

function sourceIn(source: unknown): PlanToRender['source'] {
  if (typeof source === 'string') return source;
  const sha256 = isObject(source) ? source['fingerprint'] : undefined;
  return typeof sha256 === 'string' ? { sha256 } : null;
}

function optionsOf(settings: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { encode, provenance, plainGraph, normalization } = settings;
  const chosen = { ...(isObject(normalization) ? normalization : {}), provenance, plainGraph };
  return isObject(encode) ? { ...encode, ...chosen } : chosen;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
