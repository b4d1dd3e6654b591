import { mkdtempDisposable, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Appearance,
  chromiumPath,
  pageProblems,
  startBrowser,
} from '@variegate/variants/testing/browser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BuiltSite, buildSite } from './build-site.ts';
import { brokenLinks } from './links/check-links.ts';

let folder: Awaited<ReturnType<typeof mkdtempDisposable>>;
let built: BuiltSite;

beforeAll(async () => {
  folder = await mkdtempDisposable(path.join(tmpdir(), 'variegate-site-'));
  built = await buildSite(folder.path);
});

afterAll(async () => {
  await folder?.[Symbol.asyncDispose]();
});

test('The site has every page, and no link, picture or anchor that leads nowhere.', async () => {
  expect(built.broken).toEqual([]);
  expect(built.pages).toBeGreaterThan(300);
  const page = await readFile(path.join(folder.path, 'api/variants/functions/createVariants.html'), 'utf8');
  expect(page).toContain('<code>VARIANTS_OUTPUT_FOLDER_BUSY</code>');
  expect(page).toContain('<a href="../index.html" aria-current="true">@variegate/variants</a>');
});

test('What leads nowhere is found: a page, an anchor, a picture.', async () => {
  const file = path.join(folder.path, 'planted.html');
  await writeFile(
    file,
    '<h1 id="here">x</h1><a href="#here">y</a><a href="gone.html">y</a><a href="errors.html#gone">y</a><img src="gone.png">',
  );
  expect(brokenLinks(folder.path)).toEqual([
    'planted.html: gone.html',
    'planted.html: errors.html#gone',
    'planted.html: gone.png',
  ]);
  await rm(file);
});

const screens: readonly Appearance[] = [
  { name: 'a phone in light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'a desk in dark', viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
  { name: 'a wall in light', viewport: { width: 3840, height: 2160 }, colorScheme: 'light' },
];

describe.skipIf(chromiumPath === undefined)('In a browser', () => {
  let started: Awaited<ReturnType<typeof startBrowser>>;
  beforeAll(async () => {
    started = await startBrowser();
  });
  afterAll(async () => {
    await started?.[Symbol.asyncDispose]();
  });

  const kinds = [
    'index.html',
    'tutorials/robustness-set.html',
    'formats/record.html',
    'command-line.html',
    'api/variants/functions/createVariants.html',
    'api/variants/interfaces/Summary.html',
  ];

  test.each(kinds.flatMap(page => screens.map(screen => ({ page, screen, name: screen.name }))))(
    '$page on $name has no finding of axe, fits the screen, shows every picture, and loads nothing from elsewhere.',
    async ({ page, screen }) => {
      const root = pathToFileURL(`${folder.path}/`);
      expect(await pageProblems(started.browser, new URL(page, root), screen, root)).toEqual([]);
    },
  );

  test('the search finds an error code by keyboard alone, and leads to it.', async () => {
    const page = await started.browser.newPage();
    await page.goto(pathToFileURL(path.join(folder.path, 'formats', 'record.html')).href);
    await page.keyboard.press('/');
    await page.keyboard.type('RUNNER_STALLED');
    await page.locator('dialog li a').first().waitFor();
    expect(await page.getByRole('status').textContent()).toMatch(/^\d+ found$/);
    await page.keyboard.press('ArrowDown');
    const link = await page.evaluate('document.activeElement.href');
    await page.keyboard.press('Enter');
    await page.waitForURL(url => url.href === link);
    expect(await page.locator('main').textContent()).toContain('RUNNER_STALLED');
    await page.close();
  });

  test('a narrow screen has the pages behind a button, and no script is needed to read or to reach them.', async () => {
    const page = await started.browser.newPage({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    await page.goto(pathToFileURL(path.join(folder.path, 'errors.html')).href);
    expect(await page.getByRole('navigation', { name: 'Pages', exact: true }).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'The command line', exact: true }).click();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('The command line');
    await page.close();
  });
});
