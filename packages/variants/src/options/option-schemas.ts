import { levelNumber, levels } from '@variegate/core-filters';
import { parseMemoryLimit } from '@variegate/scheduler';
import { z } from 'zod';

/*
 * What options may be. Messages continue "seed must be".
 */

/** One of a few words. */
export const oneOf = <const Names extends readonly string[]>(names: Names) =>
  z.enum(names, { error: `one of ${names.join(', ')}` });

/** A whole number within a range. */
export const whole = (
  lowest: number,
  highest: number,
  error = `a whole number from ${lowest} to ${highest}`,
) => z.int({ error }).min(lowest, { error }).max(highest, { error });

/** A number above a bound. */
export const above = (lowest: number, unit: string) => {
  const error = `a number of ${unit} above ${lowest}`;
  return z.number({ error }).gt(lowest, { error });
};

/** A number within a range. */
export const between = (lowest: number, highest: number) => {
  const error = `a number from ${lowest} to ${highest}`;
  return z.number({ error }).min(lowest, { error }).max(highest, { error });
};

/** A number of bytes. */
export const bytes = () => {
  const error = 'a number of bytes, 0 or more';
  return z.number({ error }).min(0, { error });
};

/**
 * A path, described by what it is the path of. A zero character ends a path early, and half of a surrogate pair becomes another
 * character on its way to the file system: what is named would not be what is meant.
 */
export const pathOf = (what: string) =>
  z
    .string({ error: what })
    .min(1, { error: what })
    .refine(path => !path.includes('\0') && path.isWellFormed(), {
      error: `${what}, without zero characters and halves of surrogate pairs`,
    });

/** A colour in red, green and blue. */
export const hexColour = () => {
  const error = 'six hex digits, RRGGBB, with or without # before them';
  return z.string({ error }).regex(/^#?[0-9A-Fa-f]{6}$/, { error });
};

/** A switch. */
export const onOff = (error = 'true or false') => z.boolean({ error });

/** How strong chains are. */
export const difficulty = () => {
  const error = `one of ${levels.join(', ')}, or a number from 0 to 1`;
  return z.union([z.enum(levels), levelNumber(error)], { error });
};

/** A read-only list. */
export const listOf = <Item>(item: z.ZodType<Item>, error: string): z.ZodType<readonly Item[]> =>
  z.array(item, { error });

/** Something that only code can give, and that plain JSON cannot hold. */
export const given = <Value>(what: string, isOne: (value: unknown) => boolean) =>
  z.custom<Value>(isOne, { error: what });

/** Memory as the scheduler reads it: a fraction, or bytes with a unit. */
export const memoryLimit = () => {
  const error = 'a fraction above 0 up to 1, or a size such as 6GiB';
  return z.union([z.number({ error }), z.string({ error })], { error }).refine(isMemoryLimit, { error });
};

function isMemoryLimit(value: number | string): boolean {
  try {
    parseMemoryLimit(value);
    return true;
  } catch {
    return false;
  }
}
