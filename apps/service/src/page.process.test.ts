import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import axe from 'axe-core';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeClip } from './testing/clip.ts';
import { postBatch, startTestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

const executablePath = '/usr/bin/chromium';

describe.skipIf(!existsSync(executablePath))('The page in a browser', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser.close());
  const newPage = async () => {
    const page = await browser.newPage();
    page.setDefaultTimeout(60_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1));
    return page;
  };

  test('shows a batch from its request to its report, live, with the reasons of failures, and without an error.', async () => {
    await using running = await startTestService();
    await makeClip(running.inputRoot);
    await writeFile(path.join(running.inputRoot, '<b>broken.mp4'), 'no video');
    const page = await newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(running.url);
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.locator('#empty').isVisible()).toBe(true);

    const inputs = ['clip.mp4', '<b>broken.mp4'];
    const request = { batchId: 'seen', outDir: 'seen', inputs, count: 2 };
    expect((await postBatch(running.url, request)).status).toBe(202);
    const batch = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'seen' }) });
    // It appears without a reload of the page.
    await batch.waitFor();
    expect(await page.locator('#empty').isVisible()).toBe(false);
    await batch.getByText('4 requested: 2 succeeded, 0 skipped, 2 failed, 0 cancelled').waitFor();
    await batch.locator('summary').click();
    const failure = batch.locator('.failures li').first();
    // A name is never markup.
    expect(await failure.textContent()).toContain('<b>broken.mp4');
    expect(await failure.locator('b').count()).toBe(0);
    expect(await batch.getByRole('button', { name: 'Cancel' }).isVisible()).toBe(false);
    await waitForRun(running.url, 'seen');
    await batch.getByRole('button', { name: 'Open the report' }).click();
    await page.waitForURL('**/reports/*');
    expect(await page.locator('body').textContent()).toContain('clip');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('shows that a batch was cancelled, also where someone else has cancelled it.', async () => {
    await using running = await startTestService({ maxWorkers: 1 });
    await makeClip(running.inputRoot);
    const page = await newPage();
    await page.goto(running.url);
    await page.getByText('Live', { exact: true }).waitFor();
    await postBatch(running.url, { batchId: 'seen', outDir: 'seen', inputs: ['clip.mp4'], count: 40 });
    await page.getByText(/of 40 finished/).waitFor();
    await fetch(`${running.url}/api/runs/seen/cancel`, { method: 'POST' });
    await page.getByText(/^cancelled, asked for/).waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Open the report' }).isVisible()).toBe(true);
    await page.close();
  });

  test('shows pictures as variants are published and when a batch will end, and retries what was left out.', async () => {
    const token = 'a-token-that-is-long-enough';
    await using running = await startTestService({ maxWorkers: 1, token });
    await makeClip(running.inputRoot);
    const page = await newPage();
    const complaints: string[] = [];
    page.on('pageerror', error => complaints.push(String(error)));
    await page.goto(running.url);
    await page.getByLabel('Token').fill(token);
    await page.keyboard.press('Enter');
    await page.getByText('Live', { exact: true }).waitFor();
    const headers = { authorization: `Bearer ${token}` };
    const request = { batchId: 'seen', outDir: 'seen', inputs: ['clip.mp4'], count: 30 };
    await postBatch(running.url, request, headers);
    const batch = page.getByRole('listitem').filter({
      has: page.getByRole('heading', { name: 'seen', exact: true }),
    });
    await batch.getByText(/, about .* to go$/).waitFor();
    const picture = batch.getByRole('img', { name: /^clip\.v\d+/ }).first();
    await picture.waitFor();
    const width = await picture.evaluate(
      image => (image as unknown as { naturalWidth: number }).naturalWidth,
    );
    expect(width).toBeGreaterThan(0);
    await batch.getByRole('button', { name: 'Cancel' }).click();
    await batch.getByRole('button', { name: 'Retry what failed' }).click();
    const again = page.getByRole('heading', { name: 'seen.retry' });
    await again.waitFor();
    expect(await page.evaluate('document.activeElement.textContent')).toBe('seen.retry');
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('shows what a batch waits for while it waits.', async () => {
    await using running = await startTestService({ minFreeBytes: Number.MAX_SAFE_INTEGER });
    await makeClip(running.inputRoot);
    const page = await newPage();
    await page.goto(running.url);
    await page.getByText('Live', { exact: true }).waitFor();
    await postBatch(running.url, { batchId: 'seen', outDir: 'seen', inputs: ['clip.mp4'], count: 1 });
    await page.getByText(/^Waits: Only \d+ bytes of disk are free/).waitFor();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText(/^cancelled, asked for/).waitFor();
    expect(await page.getByText(/^Waits/).count()).toBe(0);
    await page.close();
  });

  test('finds batches by name and status, and shows older ones by the keyboard alone.', async () => {
    await using running = await startTestService({ requestsPerMinute: 10_000 });
    for (let number = 0; number < 60; number += 1) {
      const batchId = `night-${number}`;
      await postBatch(running.url, { batchId, outDir: batchId, inputsFile: 'none.txt' });
    }
    await makeClip(running.inputRoot);
    await postBatch(running.url, { batchId: 'day', outDir: 'day', inputs: ['clip.mp4'], count: 1 });
    await waitForRun(running.url, 'day');
    const page = await newPage();
    await page.goto(running.url);
    await page.getByText('Live', { exact: true }).waitFor();
    const items = page.locator('#batches > li');
    expect(await items.count()).toBe(50);
    await page.getByRole('button', { name: 'Show older batches' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'night-0', exact: true }).waitFor();
    expect(await items.count()).toBe(61);

    await page.getByLabel('Status').selectOption('completed');
    await expect.poll(() => items.count()).toBe(1);
    expect(await items.getByRole('heading').textContent()).toBe('day');
    await page.getByLabel('Name or folder').fill('NIGHT-1');
    await page.getByText('No batch matches.').waitFor();
    await page.getByLabel('Status').selectOption('failed');
    await expect.poll(() => items.count()).toBe(11);
    await page.close();
  });

  test('asks for the token where there is one, keeps it out of the address, and works with the keyboard alone.', async () => {
    const token = 'a-token-that-is-long-enough';
    await using running = await startTestService({ token });
    const page = await newPage();
    await page.goto(running.url);
    const field = page.getByLabel('Token');
    await field.waitFor();
    await page.waitForFunction(`document.activeElement?.id === 'token'`);
    await page.keyboard.type(token);
    await page.keyboard.press('Enter');
    await page.getByText('Live', { exact: true }).waitFor();
    expect(page.url()).toBe(`${running.url}/`);
    expect(await field.isVisible()).toBe(false);
    await page.close();
  });

  test('can be read by those who do not see it, in light and dark, and fits a phone.', async () => {
    await using running = await startTestService();
    const page = await newPage();
    await page.goto(running.url);
    await makeClip(running.inputRoot);
    const inputs = ['nothing.mp4', 'clip.mp4'];
    await postBatch(running.url, { batchId: 'none', outDir: 'none', inputs, count: 1 });
    await page.getByRole('heading', { name: 'none' }).waitFor();
    await page.getByRole('img', { name: /^clip/ }).waitFor();
    await page.getByRole('button', { name: 'Retry what failed' }).waitFor();
    await page.getByText('Live', { exact: true }).waitFor();
    expect(await page.title()).toBe('Variegate');
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
    expect(await page.getByRole('progressbar', { name: 'Progress of none' }).count()).toBe(1);
    await page.evaluate(axe.source);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
      expect(
        violations.map(({ id, nodes }) => [
          id,
          nodes.map(({ html, failureSummary }) => [colorScheme, html, failureSummary]),
        ]),
      ).toEqual([]);
    }
    await page.setViewportSize({ width: 360, height: 640 });
    const overflows = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(overflows).toBe(false);
    await page.close();
  });
});
