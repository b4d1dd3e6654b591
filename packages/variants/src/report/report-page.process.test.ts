import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appearances, chromiumPath, openPage, pageProblems, startBrowser } from '../testing/browser.ts';
import { hostileFolder } from '../testing/hostile-folder.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { reportPage } from './page/page.ts';

describe.skipIf(chromiumPath === undefined)('In a browser, a report', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let started: Awaited<ReturnType<typeof startBrowser>>;
  let file: URL;

  beforeAll(async () => {
    folder = await temporaryFolder();
    const target = path.join(folder.path, 'report.html');
    const { finished, pictures } = hostileFolder();
    await writeFile(target, reportPage(finished, pictures));
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

  test('runs no script, loads nothing, and breaks no rule of its own policy, whatever names and reasons say.', async () => {
    const { page, complaints } = await openPage(started.browser, file, {});
    expect(complaints).toEqual([]);
    expect(
      await page.evaluate("document.querySelectorAll('script, iframe, object, base, form, link').length"),
    ).toBe(0);
    expect(await page.evaluate('globalThis.hacked')).toBeUndefined();
    expect(await page.locator('.source h2').textContent()).toBe(
      'clip <script>globalThis.hacked = 1</script>',
    );
    expect(await page.getByText('</li><script>globalThis.hacked = 1</script>').count()).toBe(1);
    await page.close();
  });

  test('can be used by keyboard alone: the first key leads to the variants, and steps open.', async () => {
    const { page } = await openPage(started.browser, file, {});
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the variants');
    await page.keyboard.press('Enter');
    expect(page.url()).toBe(`${file.href}#variants`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    await page.keyboard.press('Enter');
    expect(await page.locator('details[open]').count()).toBe(1);
    expect(await page.locator('details[open] ol li').first().textContent()).toContain('Keeps a rectangle');
    await page.close();
  });
});
