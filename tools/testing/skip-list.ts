import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../provision/workspace.mjs';
import { type SkipCondition, skipConditions } from './skip-conditions.ts';

/** One line of the committed list: a test, or a suite with all its tests, that is skipped where a condition holds. */
export interface AllowedSkip {
  /** The test file, from the root of the checkout, with forward slashes. */
  readonly file: string;
  /** Titles from the outermost suite inwards, joined by ` > `; of a suite or of one test. */
  readonly test: string;
  /** Skipped where any of these holds. */
  readonly when: readonly SkipCondition[];
}

/** Where the list is committed. */
const skipListPath = join(rootFolder, 'test-fixtures', 'skipped-tests.json');

/** Reads the committed list and refuses what it does not understand. */
export function readSkipList(path = skipListPath): readonly AllowedSkip[] {
  const list: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${path} does not hold a list`);
  return list.map((entry: unknown, index) => {
    if (!isAllowedSkip(entry)) {
      throw new Error(
        `${path}: entry ${index} is not { file, test, when: [...] } with conditions of ${Object.keys(skipConditions).join(', ')}`,
      );
    }
    return entry;
  });
}

function isAllowedSkip(value: unknown): value is AllowedSkip {
  if (typeof value !== 'object' || value === null) return false;
  const { file, test, when } = value as Record<string, unknown>;
  return (
    typeof file === 'string' &&
    typeof test === 'string' &&
    Array.isArray(when) &&
    when.length > 0 &&
    when.every(name => typeof name === 'string' && Object.hasOwn(skipConditions, name))
  );
}
