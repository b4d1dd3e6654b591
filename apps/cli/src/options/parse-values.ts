import { readOptionText, type TextReading } from '@variegate/variants/options';

/** Reads the texts of an option as the list of options does. */
export const reading = (how: TextReading) => (text: string, previous: unknown) =>
  readOptionText(how, text, previous);

/** Numbers separated by commas, added to those given before. */
export function parseNumbers(text: string, previous: unknown): readonly (number | string)[] {
  const numbers = text.split(',').map(number => readOptionText('number', number.trim()) as number | string);
  return [...(Array.isArray(previous) ? (previous as (number | string)[]) : []), ...numbers];
}
