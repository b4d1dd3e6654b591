import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readDataset } from '../dataset/read-dataset.ts';
import { exportDataset } from '../export/export-dataset.ts';
import { drawnSet } from '../testing/drawn-set.ts';
import { writePredictions } from '../testing/synthetic-detector.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { evaluatePredictions } from './evaluate-predictions.ts';

const set = {
  references: 20,
  distractors: 4,
  variants: 12,
  controls: 2,
  levels: ['light', 'strong'],
} as const;

describe('A planted weakness is what the evaluation names first:', () => {
  test.each([['horizontal_flip'], ['speed']])('blind to %s.', async blindTo => {
    await using folder = await temporaryFolder();
    await drawnSet(folder.path, set);
    const predictions = path.join(folder.path, 'found.csv');
    await writePredictions(predictions, folder.path, { misses: steps => steps.has(blindTo) });
    const evaluation = await evaluatePredictions({ dir: folder.path, predictions });
    expect(evaluation.breaksOn[0]).toBe(blindTo);
    expect(evaluation.headline).toMatch(
      new RegExp(
        `^Your detector finds [\\d.]+ % at precision 0\\.9; it breaks on ${blindTo} \\(-\\d+ points\\)`,
      ),
    );
    const [worst] = evaluation.contrasts;
    expect(worst).toMatchObject({ transformation: blindTo, recallWith: 0 });
    expect(worst?.own?.high).toBeLessThan(-0.5);
    // The chains of the others have nothing to do with it: the fit leaves nothing of what they happen to share.
    const others = evaluation.contrasts.filter(({ transformation }) => transformation !== blindTo);
    expect(others.every(({ own }) => own === null || own.value > -0.15)).toBe(true);
    const group = evaluation.groups.find(
      ({ dimension, value }) => dimension === 'transformation' && value === blindTo,
    );
    expect(group).toMatchObject({ found: 0, recall: { value: 0, low: 0, high: 0 } });
    expect(evaluation.missed.count).toBe(group?.pairs);
    expect(evaluation.missed.hardest.every(({ steps }) => steps.includes(blindTo))).toBe(true);
  });
});

test('What the variants of a single video show among several is sure of nothing, and not named.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, { references: 3, variants: 4 });
  const { variants } = await readDataset(folder.path);
  const names = variants.flatMap(({ steps }) => steps.map(({ name }) => name));
  const rare = names.find(name => names.indexOf(name) === names.lastIndexOf(name)) ?? '';
  const predictions = path.join(folder.path, 'found.csv');
  await writePredictions(predictions, folder.path, { misses: steps => steps.has(rare) });
  const { breaksOn, contrasts } = await evaluatePredictions({ dir: folder.path, predictions });
  expect(contrasts.find(({ transformation }) => transformation === rare)).toMatchObject({
    ...{ variants: 1, recallWith: 0, own: { high: null } },
  });
  expect(breaksOn).not.toContain(rare);
});

test('A detector that finds everything scores 1 everywhere, breaks on nothing, and false alarms are counted.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, set);
  const predictions = path.join(folder.path, 'found.csv');
  await writePredictions(predictions, folder.path, { falseAlarms: 3 });
  const evaluation = await evaluatePredictions({ dir: folder.path, predictions, precision: 1 });
  expect(evaluation).toMatchObject({ breaksOn: [], missed: { count: 0 }, set: { sources: 24 } });
  expect(evaluation.headline).toBe(
    'Your detector finds 100.0 % at precision 1; no transformation stands out.',
  );
  expect(evaluation.measures.segmentAp?.value).toBeCloseTo(1, 9);
  expect(evaluation.measures.pairMicroAp.value).toBeCloseTo(1, 12);
  expect(evaluation.falseAlarms).toMatchObject({ queries: 96, alarms: 0 });
  const looser = await evaluatePredictions({ dir: folder.path, predictions, precision: 0.5 });
  // No lower threshold finds more, so the same one is chosen.
  expect(looser.falseAlarms).toMatchObject({ alarms: 0 });
  const kinds = evaluation.groups.filter(({ dimension }) => dimension === 'kind');
  expect(kinds.map(({ value, pairs, found }) => [value, pairs, found])).toEqual([
    ['control', 80, 80],
    ['distractor', 0, 0],
    ['variant', 480, 480],
  ]);
});

test('Ids of an export mean the same as those of the folder, and pairs alone have no segment AP.', async () => {
  await using folder = await temporaryFolder();
  await drawnSet(folder.path, { references: 3, variants: 4 });
  const dir = folder.path;
  const own = path.join(dir, 'own.csv');
  await writePredictions(own, dir, { misses: steps => steps.has('crop') });
  const [exported] = await exportDataset({ dir, formats: ['vsc2022'], files: 'none' });
  const ids = await readFile(path.join(exported?.path ?? '', 'ids.csv'), 'utf8');
  const idOf = new Map(
    ids
      .trim()
      .split('\n')
      .map(line => line.split(','))
      .map(([id, name]) => [name, id]),
  );
  const text = await readFile(own, 'utf8');
  const translated = text
    .trim()
    .split('\n')
    .map((line, number) =>
      number === 0
        ? line
        : line
            .split(',')
            .map(cell => idOf.get(cell) ?? cell)
            .join(),
    )
    .join('\n');
  const vsc = path.join(dir, 'vsc.csv');
  await writeFile(vsc, translated);
  const [first, second] = [
    await evaluatePredictions({ dir, predictions: own }),
    await evaluatePredictions({ dir, predictions: vsc }),
  ];
  expect(second).toEqual(first);

  // The exported ground truth alone says as much, but for the plans.
  const groundTruth = path.join(exported?.path ?? '', 'ground_truth.csv');
  const alone = await evaluatePredictions({ groundTruth, predictions: vsc });
  expect(alone.measures.segmentAp?.value).toBeCloseTo(first.measures.segmentAp?.value ?? -1, 5);
  expect(alone.measures.pairMicroAp.value).toBeCloseTo(first.measures.pairMicroAp.value, 12);
  expect(alone).toMatchObject({ groups: [], contrasts: [], falseAlarms: null, set: { sources: 3 } });
  expect(alone.headline).not.toContain(';');

  const pairs = path.join(dir, 'pairs.csv');
  await writeFile(pairs, 'query_id,ref_id,score\nclip1,clip1,1\n');
  await expect(evaluatePredictions({ dir, predictions: pairs })).rejects.toThrow(
    `Line 2 of "${pairs}" has "clip1" as query_id, which the set does not have.`,
  );
  const [query] = idOf.keys().filter(name => name?.startsWith('clip1.') === true);
  await writeFile(pairs, `query_id,ref_id,score\n${query},clip1,1\n`);
  const ofPairs = await evaluatePredictions({ dir, predictions: pairs });
  expect(ofPairs.measures).toMatchObject({ segmentAp: null, vcsl: null });
  expect(ofPairs.measures.pairMicroAp.value).toBeCloseTo(1 / 12, 12);
});

test('Of predictions that are never precise enough all count, and the headline says so.', async () => {
  await using folder = await temporaryFolder();
  const truth = path.join(folder.path, 'truth.csv');
  const predictions = path.join(folder.path, 'found.csv');
  await writeFile(truth, 'query_id,ref_id\nQ1,R1\nQ2,R2\n');
  await writeFile(predictions, 'query_id,ref_id,score\nQ1,R2,2\nQ1,R1,1\n');
  const evaluation = await evaluatePredictions({ groundTruth: truth, predictions });
  expect(evaluation.headline).toBe(
    'Your detector reaches precision 0.9 at no score; all of its predictions together find 50.0 %.',
  );
  expect(evaluation.operatingPoint).toEqual({ wantedPrecision: 0.9, threshold: null, precision: 0.5 });
  expect(evaluation.measures.recallAtPrecision.value).toBe(0);
  await expect(evaluatePredictions({ groundTruth: truth, predictions, precision: 0 })).rejects.toMatchObject({
    code: 'EVALUATION_OPTION_INVALID',
  });
});

test('Levels that are numbers stand in their order, and figures fall over them as a detector is worse at each.', async () => {
  await using folder = await temporaryFolder();
  const dir = folder.path;
  await drawnSet(dir, { references: 3, variants: 2, levels: [0.5, 0, 0.25] });
  const { variants } = await readDataset(dir);
  const found = variants.filter(({ level, index }) => level === '0' || (level === '0.25' && index % 2 === 0));
  const predictions = path.join(dir, 'found.csv');
  const rows = found.map(({ name, source }) => `${name},${source.name},1`);
  await writeFile(predictions, `query_id,ref_id,score\n${rows.join('\n')}\n`);
  const { groups } = await evaluatePredictions({ dir, predictions });
  const levels = groups.filter(({ dimension }) => dimension === 'level');
  expect(levels.map(({ value, recall }) => [value, recall?.value])).toEqual([
    ['0', 1],
    ['0.25', 0.5],
    ['0.5', 0],
  ]);
});
