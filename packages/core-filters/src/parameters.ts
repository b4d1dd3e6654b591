import { z } from 'zod';
import { roundTo } from './round-to.ts';

/** What a listing says of one parameter; kept as metadata of its schema. */
export interface ParameterDescription {
  /** One phrase on what the parameter does. */
  readonly description: string;
  /** Unit, such as `degrees`, `seconds`, `fraction of the width`; absent for plain choices. */
  readonly unit?: string;
  /** Digits kept after the point. */
  readonly decimals?: number;
}

/** A number between `min` and `max`, rounded to a fixed grid so that digests are stable. */
export function decimal(
  options: ParameterDescription & { unit: string; min: number; max: number; decimals: number },
): z.ZodNumber {
  const { min, max, decimals, ...meta } = options;
  return z
    .number()
    .min(min)
    .max(max)
    .overwrite(value => roundTo(value, decimals))
    .meta({ ...meta, decimals });
}

/** A whole number between `min` and `max`. */
export function integer(
  options: ParameterDescription & { unit: string; min: number; max: number },
): z.ZodNumber {
  const { min, max, ...meta } = options;
  return z
    .number()
    .int()
    .min(min)
    .max(max)
    .meta({ ...meta, decimals: 0 });
}

/** One of a few names. */
export function choice<const Values extends readonly [string, ...string[]]>(
  values: Values,
  meta: ParameterDescription,
): z.ZodEnum<{ [Value in Values[number]]: Value }> {
  return z.enum(values).meta({ ...meta });
}

/** A colour as six hex digits, `rrggbb`. */
export function colour(meta: ParameterDescription): z.ZodString {
  return z
    .string()
    .regex(/^[0-9a-f]{6}$/, 'six lower-case hex digits, rrggbb')
    .meta({ ...meta });
}

/** Any text without control characters; what it may contain is never interpreted. */
export function text(meta: ParameterDescription & { maxLength: number }): z.ZodString {
  const { maxLength, ...rest } = meta;
  return z
    .string()
    .min(1)
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'no control characters')
    .meta({ ...rest });
}

/** A SHA-256 as 64 hex digits. */
export function sha256(meta: ParameterDescription): z.ZodString {
  return z
    .string()
    .regex(/^[0-9a-f]{64}$/, '64 lower-case hex digits')
    .meta({ ...meta });
}
