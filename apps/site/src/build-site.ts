import { copyFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { rootFolder } from './checkout.ts';
import { pageLayout } from './layout/page-layout.ts';
import { brokenLinks } from './links/check-links.ts';
import { SiteLinks } from './links/site-links.ts';
import { renderMarkdown } from './markdown/render-markdown.ts';
import { folderPages, readLanding, readSections } from './pages/read-pages.ts';
import type { Section, SitePage } from './pages/site-page.ts';
import { readReference } from './reference/write-reference.ts';
import { searchIndexScript } from './search/search-index.ts';

/** What a build came to. */
export interface BuiltSite {
  /** Number of pages. */
  readonly pages: number;
  /** Links that lead nowhere, as sentences: the site is there, and not fit to be published. */
  readonly broken: readonly string[];
}

/**
 * Builds the whole site from the checkout.
 *
 * @param folder - where it is to lie; what is there is replaced
 */
export async function buildSite(folder: string): Promise<BuiltSite> {
  const landing = readLanding();
  const own = readSections();
  const reference = await referencePages();
  const sections = [...own.slice(0, 3), apiSection(reference), ...own.slice(3)];
  const pages = [landing, ...own.flatMap(section => section.pages), ...folderPages(own), ...reference];

  const links = new SiteLinks(pages);
  const rendered = pages.map(page => renderMarkdown(page, links));

  rmSync(folder, { recursive: true, force: true });
  for (const one of rendered) {
    write(path.join(folder, one.page.address), pageLayout(one, { sections, landing }));
  }
  for (const [source, address] of links.files) {
    mkdirSync(path.dirname(path.join(folder, address)), { recursive: true });
    copyFileSync(path.join(rootFolder, source), path.join(folder, address));
  }
  copyAssets(path.join(folder, 'assets'));
  write(path.join(folder, 'assets', 'search-index.js'), searchIndexScript(rendered));
  return { pages: pages.length, broken: [...links.findings, ...brokenLinks(folder)] };
}

async function referencePages(): Promise<readonly SitePage[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'variegate-reference-'));
  try {
    return await readReference(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Of the many pages of the reference, the navigation has the first of each package. */
function apiSection(reference: readonly SitePage[]): Section {
  const pages = reference.filter(({ source }) => /^api\/@variegate\/[^/]+\/README\.md$/.test(source));
  return { title: 'API', pages };
}

function copyAssets(folder: string): void {
  cpSync(fileURLToPath(new URL('../browser/', import.meta.url)), folder, {
    recursive: true,
    filter: source => !source.endsWith('tsconfig.json'),
  });
  const searchScript = new URL('../umd/index.js', import.meta.resolve('minisearch'));
  copyFileSync(fileURLToPath(searchScript), path.join(folder, 'minisearch.js'));
}

function write(file: string, text: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
