import { findTransformation } from '@variegate/core-filters';
import { z } from 'zod';
import type { ReportedStep } from '../finished-folder.ts';

interface ParameterSchema {
  readonly description?: string;
  readonly unit?: string;
  readonly pattern?: string;
}

type ParameterSchemas = Readonly<Record<string, ParameterSchema>>;

const schemas = new Map<string, ParameterSchemas>();

/** The parameters of a step, each as a phrase such as `width: 91 % of the width (width kept)`. */
export function parameterWords({ name, params }: ReportedStep): readonly string[] {
  const known = schemaOf(name);
  return Object.entries(params).map(([key, value]) => {
    const schema = known[key] ?? {};
    const meaning = schema.description === undefined ? '' : ` (${schema.description})`;
    return `${nameWords(key)}: ${valueWords(value, schema)}${meaning}`;
  });
}

function schemaOf(name: string): ParameterSchemas {
  const known = schemas.get(name);
  if (known !== undefined) return known;
  const params = findTransformation(name)?.params;
  const { properties = {} } =
    params === undefined ? {} : z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
  schemas.set(name, properties as ParameterSchemas);
  return properties as ParameterSchemas;
}

/** `topLeft` in words; a unit in the name is shown with the value. */
function nameWords(key: string): string {
  return key.replace(/(Ms|Seconds)$/, '').replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
}

const bareUnits = new Set(['number', 'factor', 'coefficient', 'exponent']);
const colourPattern = '^[0-9a-f]{6}$';

/** A value with its unit, in words: shares in percent. */
function valueWords(value: unknown, { unit, pattern }: ParameterSchema): string {
  if (typeof value === 'string') return pattern === colourPattern ? `#${value}` : value;
  if (typeof value !== 'number') return assetWords(value) ?? JSON.stringify(value);
  if (unit?.startsWith('fraction')) return `${rounded(value * 100)} %${unit.slice('fraction'.length)}`;
  return unit === undefined || bareUnits.has(unit) ? rounded(value) : `${rounded(value)} ${unit}`;
}

/** An asset, by its kind and the start of its digest. */
function assetWords(value: unknown): string | null {
  const { kind, sha256 } = (value ?? {}) as { readonly kind?: unknown; readonly sha256?: unknown };
  if (typeof kind !== 'string' || typeof sha256 !== 'string') return null;
  return `${kind} ${sha256.slice(0, 12)}…`;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(4)));
}
