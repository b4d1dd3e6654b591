import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Path of the Chromium on the PATH, or `null` where there is none. */
export const chromiumPath = (process.env['PATH'] ?? '')
  .split(path.delimiter)
  .map(folder => path.join(folder, 'chromium'))
  .find(file => isExecutable(file));

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Starts the browser; it ends when the scope is left. */
export async function startBrowser(): Promise<{ readonly browser: Browser } & AsyncDisposable> {
  const browser = await chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ['--no-sandbox'],
  });
  return { browser, [Symbol.asyncDispose]: () => browser.close() };
}

/** A page with everything that went wrong on it, and every address that it asked for besides its own. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/**
 * Opens a file as a page.
 *
 * @param own - what the page may load besides itself: whatever lies in this folder
 */
export async function openPage(
  browser: Browser,
  file: URL,
  options: BrowserContextOptions,
  own: URL | null = null,
): Promise<WatchedPage> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(60_000 * Number(process.env['VARIEGATE_TEST_PATIENCE'] ?? 1));
  const complaints: string[] = [];
  page.on('console', message => complaints.push(message.text()));
  page.on('pageerror', error => complaints.push(String(error)));
  page.on('dialog', dialog => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('request', request => {
    const isOwn = own !== null && request.url().startsWith(own.href);
    if (request.url() !== file.href && !isOwn && !request.url().startsWith('data:')) {
      complaints.push(request.url());
    }
  });
  await page.goto(file.href);
  return { page, complaints };
}

interface Finding {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** A screen and a colour scheme in which a page has to be usable. */
export interface Appearance {
  readonly name: string;
  readonly viewport: { readonly width: number; readonly height: number };
  readonly colorScheme: 'light' | 'dark';
}

/** A narrow and a wide screen, each in light and dark. */
export const appearances: readonly Appearance[] = (['light', 'dark'] as const).flatMap(colorScheme => [
  { name: `a phone in ${colorScheme}`, viewport: { width: 360, height: 740 }, colorScheme },
  { name: `a desk in ${colorScheme}`, viewport: { width: 1280, height: 900 }, colorScheme },
]);

/**
 * What is wrong with a file as a page: findings of axe, content wider than the screen, pictures that show nothing, and everything
 * that the browser says or loads beside it. Whatever can be opened on it is open.
 *
 * @param own - what the page may load besides itself: whatever lies in this folder
 */
export async function pageProblems(
  browser: Browser,
  file: URL,
  { viewport, colorScheme }: Appearance,
  own: URL | null = null,
): Promise<readonly string[]> {
  const { page, complaints } = await openPage(browser, file, { viewport, colorScheme, bypassCSP: true }, own);
  await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
  const accessibility = await findings(page);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  const broken = await brokenPictures(page);
  await page.close();
  return [
    ...accessibility,
    ...(width === viewport.width ? [] : [`it is ${width} pixels wide`]),
    ...(broken === 0 ? [] : [`${broken} pictures show nothing`]),
    ...complaints,
  ];
}

/** What axe, the checker of accessibility, finds on the page. */
async function findings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  // It would load style sheets once more, which no page from a folder may.
  const result = (await page.evaluate('axe.run({ preload: false })')) as {
    readonly violations: readonly Finding[];
  };
  return result.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html} ${nodes[0]?.failureSummary}`);
}

/** How many pictures of the page show nothing. */
async function brokenPictures(page: Page): Promise<unknown> {
  return page.evaluate(`(async () => {
    const pictures = [...document.images];
    for (const picture of pictures) picture.loading = 'eager';
    await Promise.allSettled(pictures.map(picture => picture.decode()));
    return pictures.filter(picture => picture.naturalWidth === 0).length;
  })()`);
}
