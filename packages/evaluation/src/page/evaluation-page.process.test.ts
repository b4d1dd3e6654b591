import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { writeReport } from '@variegate/variants';
import {
  appearances,
  chromiumPath,
  openPage,
  pageProblems,
  startBrowser,
} from '@variegate/variants/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDataset } from '../dataset/read-dataset.ts';
import { evaluatePredictions } from '../evaluate/evaluate-predictions.ts';
import type { Evaluation } from '../evaluate/evaluation.ts';
import { drawnSet } from '../testing/drawn-set.ts';
import { writePredictions } from '../testing/synthetic-detector.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { evaluationPage } from './evaluation-page.ts';
import { writeEvaluationPage } from './write-evaluation-page.ts';

// The smallest PNG that decodes: one pixel.
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
  'base64',
);

describe.skipIf(chromiumPath === undefined)('In a browser, an evaluation', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let started: Awaited<ReturnType<typeof startBrowser>>;
  let evaluation: Evaluation;
  let file: URL;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const dir = folder.path;
    await drawnSet(dir, { references: 3, distractors: 1, variants: 2, controls: 1, distinctPlans: 3 });
    const { variants } = await readDataset(dir);
    const missed = variants.flatMap(({ kind, steps }) =>
      kind === 'variant' ? steps.map(step => step.name) : [],
    );
    const predictions = path.join(dir, 'found.csv');
    await writePredictions(predictions, dir, { misses: steps => steps.has(missed[0] ?? '') });
    evaluation = await evaluatePredictions({ dir, predictions });
    await writeReport({ dir, pictured: 0 });
    const pair = { sourceSeconds: 2, variantSeconds: 1, source: pixel, variant: pixel };
    const target = path.join(dir, 'evaluation.html');
    await writeFile(
      target,
      evaluationPage(evaluation, {
        variants: new Map(variants.map(variant => [variant.name, variant])),
        pictures: new Map(variants.map(({ id }) => [id, [pair, { ...pair, source: null }]])),
        report: 'report.html',
      }),
    );
    file = pathToFileURL(target);
    started = await startBrowser();
  });

  afterAll(async () => {
    await started?.[Symbol.asyncDispose]();
    await folder?.[Symbol.asyncDispose]();
  });

  test.each(appearances)(
    'on $name has no finding of axe, fits the screen, shows every picture, and loads nothing.',
    async appearance => {
      expect(await pageProblems(started.browser, file, appearance)).toEqual([]);
    },
  );

  test('opens with the headline on the first screen, and by keyboard the first key leads to the measures.', async () => {
    const { page } = await openPage(started.browser, file, { viewport: { width: 390, height: 844 } });
    const heading = page.getByRole('heading', { level: 1 });
    expect(await heading.textContent()).toBe(evaluation.headline);
    const box = await heading.boundingBox();
    expect((box?.y ?? Number.POSITIVE_INFINITY) + (box?.height ?? 0)).toBeLessThan(844);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the measures');
    await page.keyboard.press('Enter');
    expect(page.url()).toBe(`${file.href}#measures`);
    await page.close();
  });

  test('leads from each missed variant to that variant in the report, and within itself to every section.', async () => {
    const { page, complaints } = await openPage(started.browser, file, {});
    const inside = await page
      .locator('nav a')
      .evaluateAll(links => links.map(link => link.getAttribute('href')));
    expect(inside).toEqual(['#measures', '#contrasts', '#missed', '#groups']);
    for (const anchor of inside) expect(await page.locator(anchor ?? '').count()).toBe(1);
    const missed = page.locator('.card h3 a');
    expect(await missed.count()).toBe(Math.min(100, evaluation.missed.count));
    const name = await missed.first().textContent();
    expect(complaints).toEqual([]);
    await missed.first().click();
    expect(page.url()).toMatch(/\/report\.html#v-/);
    // The browser shows the target of the address: the card of that very variant.
    expect(await page.locator(':target').textContent()).toContain(name);
    expect(await page.locator(':target').isVisible()).toBe(true);
    await page.close();
  });

  test('of somebody else’s ids runs nothing that they say, fits the screen however long they are, and needs no plans.', async () => {
    const hostile = `<script>globalThis.hacked = 1</script>"'><img src=x onerror="globalThis.hacked = 1">${'x'.repeat(200)}`;
    const groundTruth = path.join(folder.path, 'truth.csv');
    const predictions = path.join(folder.path, 'theirs.csv');
    const cell = `"${hostile.replaceAll('"', '""')}"`;
    await writeFile(groundTruth, `query_id,ref_id\n${cell},${cell}\nQ2,R2\n`);
    await writeFile(predictions, 'query_id,ref_id,score\nQ2,R2,1\n');
    const out = path.join(folder.path, 'theirs.html');
    await writeEvaluationPage(await evaluatePredictions({ groundTruth, predictions }), { out });
    const { page, complaints } = await openPage(started.browser, pathToFileURL(out), {
      viewport: { width: 390, height: 844 },
    });
    expect(complaints).toEqual([]);
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(
      await page.evaluate("document.querySelectorAll('script, iframe, object, base, form, link').length"),
    ).toBe(0);
    expect(await page.locator('.card h3').textContent()).toBe(hostile);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await page.close();
  });
});
