import { z } from 'zod';

/** One parameter of a transformation, as its schema describes it. */
export interface ParameterSummary {
  readonly name: string;
  /** JSON type of the value. */
  readonly type: 'number' | 'string' | 'boolean' | 'json';
  /** What it may be, with its unit, such as `-180 to 180 degrees clockwise`. */
  readonly allowed: string;
  /** What it does; `null` where the schema does not say. */
  readonly description: string | null;
}

interface ParameterSchema {
  readonly type?: string;
  readonly description?: string;
  readonly unit?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly enum?: readonly string[];
}

/** The parameters of a transformation's schema, with units and ranges. */
export function describeParameters(schema: z.ZodType): readonly ParameterSummary[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const parameter = property as ParameterSchema;
    const { description = null } = parameter;
    return { name, type: typeOf(parameter), allowed: allowedFor(parameter), description };
  });
}

function typeOf({ type, enum: names }: ParameterSchema): ParameterSummary['type'] {
  if (type === 'integer') return 'number';
  if (names !== undefined && type === undefined) return 'string';
  return type === 'number' || type === 'string' || type === 'boolean' ? type : 'json';
}

function allowedFor({ type, unit, minimum, maximum, pattern, enum: names }: ParameterSchema): string {
  if (names !== undefined) return names.join(', ');
  if (pattern === '^[0-9a-f]{6}$') return 'six hex digits, rrggbb';
  const range = minimum === undefined || maximum === undefined ? (type ?? 'any') : `${minimum} to ${maximum}`;
  return unit === undefined ? range : `${range} ${unit}`;
}
