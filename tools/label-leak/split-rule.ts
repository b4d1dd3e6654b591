import type { FieldValue, LabelledFile } from './labelled-files.ts';

/** Separates two labels by one field: what is on the left, and how sure of the first label either side makes. */
export interface SplitRule {
  readonly field: string;
  /** Whether a value goes to the left. */
  readonly goesLeft: (value: FieldValue) => boolean;
  /** Balanced accuracy of the better guess on either side, on the files that it was learnt from. */
  readonly accuracy: number;
}

/** A file with its weight: both labels weigh the same in all, however many files they have. */
export interface WeighedFile extends LabelledFile {
  readonly weight: number;
  /** Whether it has the first of the two labels. */
  readonly positive: boolean;
}

/** Numbers of at most so many values are also taken as names. */
const mostNames = 12;

/** A name that fewer files have says nothing of files to come: digests would be learnt by heart. */
const fewestFiles = 4;

/** The rules by one field that separate the files best, at most `count` of them and one for each field, best first. */
export function bestRules(
  files: readonly WeighedFile[],
  fields: readonly string[],
  count: number,
): readonly SplitRule[] {
  const rules = fields.flatMap(field => bestRuleOf(files, field) ?? []);
  return rules.sort((a, b) => b.accuracy - a.accuracy).slice(0, count);
}

/** The best rule by one field: a threshold, or a set of names; `null` where the field is the same in all files. */
export function bestRuleOf(files: readonly WeighedFile[], field: string): SplitRule | null {
  const rules = [byThreshold(files, field), byNames(files, field)].filter(rule => rule !== null);
  return rules.sort((a, b) => b.accuracy - a.accuracy)[0] ?? null;
}

function byThreshold(files: readonly WeighedFile[], field: string): SplitRule | null {
  const numbered: { readonly value: number; readonly weight: number }[] = [];
  for (const { fields, weight, positive } of files) {
    const value = fields[field];
    if (typeof value === 'number') numbered.push({ value, weight: positive ? weight : -weight });
  }
  numbered.sort((a, b) => a.value - b.value);
  const all = balance(files);
  const total = totalWeight(files);
  let left = 0;
  let best = { accuracy: 0, threshold: Number.NaN };
  for (const [place, { value, weight }] of numbered.entries()) {
    left += weight;
    const next = numbered[place + 1]?.value;
    // Files without a number go to the right, so the last number is a threshold too where there are such files.
    if (next === value || (next === undefined && numbered.length === files.length)) continue;
    const accuracy = (total + Math.abs(left) + Math.abs(all - left)) / (2 * total);
    if (accuracy > best.accuracy)
      best = { accuracy, threshold: next === undefined ? value : (value + next) / 2 };
  }
  const { accuracy, threshold } = best;
  if (accuracy === 0) return null;
  return { field, accuracy, goesLeft: value => typeof value === 'number' && value <= threshold };
}

function byNames(files: readonly WeighedFile[], field: string): SplitRule | null {
  const byValue = Map.groupBy(files, ({ fields }) => fields[field] ?? null);
  const numeric = byValue.keys().some(value => typeof value === 'number');
  if (byValue.size < 2 || (numeric && byValue.size > mostNames)) return null;
  const left = new Set<FieldValue>();
  let [onLeft, onRight] = [0, 0];
  for (const [value, same] of byValue) {
    const sum = balance(same);
    if (sum > 0 && same.length >= fewestFiles) {
      left.add(value);
      onLeft += sum;
    } else onRight += sum;
  }
  const total = totalWeight(files);
  const accuracy = (total + Math.abs(onLeft) + Math.abs(onRight)) / (2 * total);
  return { field, accuracy, goesLeft: value => left.has(value) };
}

/** How much more the first label weighs than the second. */
export function balance(files: readonly WeighedFile[]): number {
  return files.reduce((sum, { weight, positive }) => sum + (positive ? weight : -weight), 0);
}

function totalWeight(files: readonly WeighedFile[]): number {
  return files.reduce((sum, { weight }) => sum + weight, 0);
}
