import { type Classifier, learnField, learnTree, weighedAccuracy } from './classifier.ts';
import type { LabelledFile } from './labelled-files.ts';
import { bestRuleOf, type WeighedFile } from './split-rule.ts';

/** How well two kinds of files can be separated, as balanced accuracy on files that were not learnt from: 0.5 is chance. */
export interface Separation {
  readonly labels: readonly [string, string];
  /** By the one field that separates the learnt files best. */
  readonly field: number;
  /** By the decision tree of depth two that separates the learnt files best. */
  readonly tree: number;
  /** By each field alone, the most informative ones first. */
  readonly fields: readonly { readonly name: string; readonly accuracy: number }[];
}

const folds = 5;
const mostNamed = 10;

/** Tries to separate the files of two labels, by fields and by trees, each group held out once. */
export function measureSeparation(
  files: readonly LabelledFile[],
  labels: readonly [string, string],
): Separation {
  const chosen = files.filter(({ label }) => labels.includes(label));
  const names = [...new Set(chosen.flatMap(({ fields }) => Object.keys(fields)))];
  const splits = splitByGroup(weigh(chosen, labels));
  const heldOut = (learn: (learnt: readonly WeighedFile[]) => Classifier) => crossValidate(splits, learn);
  const fields = names.flatMap(name => {
    const rules = splits.map(({ learnt }) => bestRuleOf(learnt, name));
    if (rules.every(rule => rule === null)) return [];
    return [{ name, accuracy: heldOut(learnt => learnField(learnt, [name])) }];
  });
  return {
    labels,
    field: heldOut(learnt => learnField(learnt, names)),
    tree: heldOut(learnt => learnTree(learnt, names)),
    fields: fields.sort((a, b) => b.accuracy - a.accuracy).slice(0, mostNamed),
  };
}

interface Split {
  readonly learnt: readonly WeighedFile[];
  readonly heldOut: readonly WeighedFile[];
}

/** Both labels of a split weigh the same. */
function weigh(files: readonly LabelledFile[], [first]: readonly [string, string]): readonly WeighedFile[] {
  const firsts = files.filter(({ label }) => label === first).length;
  return files.map(file => {
    const positive = file.label === first;
    return { ...file, positive, weight: 1 / (positive ? firsts : files.length - firsts) };
  });
}

function splitByGroup(files: readonly WeighedFile[]): readonly Split[] {
  // Groups of either label are dealt out in turn, so that every part has files of both.
  const dealt = new Map<string, number>();
  for (const positive of [true, false]) {
    const groups = new Set(files.filter(file => file.positive === positive).map(({ group }) => group));
    for (const group of groups) if (!dealt.has(group)) dealt.set(group, dealt.size % folds);
  }
  return Array.from({ length: folds }, (_, fold) => ({
    learnt: files.filter(({ group }) => dealt.get(group) !== fold),
    heldOut: files.filter(({ group }) => dealt.get(group) === fold),
  })).filter(({ learnt, heldOut }) => learnt.length > 0 && heldOut.length > 0);
}

function crossValidate(
  splits: readonly Split[],
  learn: (files: readonly WeighedFile[]) => Classifier,
): number {
  let right = 0;
  let total = 0;
  for (const { learnt, heldOut } of splits) {
    const weight = heldOut.reduce((sum, each) => sum + each.weight, 0);
    right += weight * weighedAccuracy(heldOut, learn(learnt));
    total += weight;
  }
  return right / total;
}
