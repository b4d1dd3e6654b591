import { balance, bestRules, type SplitRule, type WeighedFile } from './split-rule.ts';

/** Says how sure it is that a file has the first label: above 0 more sure than not. */
export type Classifier = (file: WeighedFile) => number;

/** Fields that may stand at the root of a tree: the best single ones. */
const rootsTried = 24;

/** Learns the single field that best separates the files. */
export function learnField(files: readonly WeighedFile[], fields: readonly string[]): Classifier {
  const [rule] = bestRules(files, fields, 1);
  return rule === undefined ? leaf(files) : branch(files, rule, leaf, leaf);
}

/**
 * Learns the decision tree of depth two that best separates the files: each of the most informative fields is tried at
 * the root, with the best field of all below it on either side.
 */
export function learnTree(files: readonly WeighedFile[], fields: readonly string[]): Classifier {
  let best: { readonly classify: Classifier; readonly accuracy: number } | null = null;
  const below = (part: readonly WeighedFile[]) => learnField(part, fields);
  for (const rule of bestRules(files, fields, rootsTried)) {
    const classify = branch(files, rule, below, below);
    const accuracy = weighedAccuracy(files, classify);
    if (best === null || accuracy > best.accuracy) best = { classify, accuracy };
  }
  return best?.classify ?? leaf(files);
}

/** Share of the weight that is classified right; what the classifier cannot decide counts half. */
export function weighedAccuracy(files: readonly WeighedFile[], classify: Classifier): number {
  let right = 0;
  let total = 0;
  for (const file of files) {
    const verdict = classify(file);
    right += file.weight * (verdict === 0 ? 0.5 : verdict > 0 === file.positive ? 1 : 0);
    total += file.weight;
  }
  return right / total;
}

type Learner = (files: readonly WeighedFile[]) => Classifier;

function leaf(files: readonly WeighedFile[]): Classifier {
  const verdict = balance(files);
  return () => verdict;
}

function branch(files: readonly WeighedFile[], rule: SplitRule, left: Learner, right: Learner): Classifier {
  const { field, goesLeft } = rule;
  const isLeft = ({ fields }: WeighedFile) => goesLeft(fields[field] ?? null);
  const [onLeft, onRight] = [left(files.filter(isLeft)), right(files.filter(file => !isLeft(file)))];
  return file => (isLeft(file) ? onLeft(file) : onRight(file));
}
