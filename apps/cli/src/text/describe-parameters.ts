import { z } from 'zod';

/** One parameter of a transformation, for listings. */
export interface ParameterDescription {
  readonly name: string;
  /** What it may be, with its unit. */
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
  readonly enum?: readonly string[];
}

/** The parameters of a schema, as the schema itself tells them. */
export function describeParameters(schema: z.ZodType): readonly ParameterDescription[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return Object.entries(properties).map(([name, property]) => {
    const parameter = property as ParameterSchema;
    return { name, allowed: allowedFor(parameter), description: parameter.description ?? null };
  });
}

function allowedFor({ type, unit, minimum, maximum, enum: names }: ParameterSchema): string {
  if (names !== undefined) return names.join(', ');
  const range = minimum === undefined || maximum === undefined ? (type ?? 'any') : `${minimum} to ${maximum}`;
  return unit === undefined ? range : `${range} ${unit}`;
}
