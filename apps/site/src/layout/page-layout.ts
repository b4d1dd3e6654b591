import { html, Markup } from '@variegate/variants/page';
import { repository } from '../checkout.ts';
import { relativeAddress } from '../links/site-links.ts';
import type { RenderedPage } from '../markdown/render-markdown.ts';
import type { Section, SitePage } from '../pages/site-page.ts';

/** Where a page stands among the others. */
export interface PagePlace {
  readonly sections: readonly Section[];
  readonly landing: SitePage;
}

/** A whole page. */
export function pageLayout({ page, html: content, parts }: RenderedPage, place: PagePlace): string {
  const { sections, landing } = place;
  const isLanding = page === landing;
  const to = (address: string) => relativeAddress(page.address, address);
  const title = isLanding ? page.title : `${page.title} · ${landing.title}`;
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="${to('assets/icon.svg')}">
<link rel="stylesheet" href="${to('assets/site.css')}">
<script src="${to('assets/site.js')}"></script>
</head>
<body data-root="${to('assets').replace(/assets$/, '')}"${isLanding ? Markup.trusted(' class="landing"') : null}>
<a class="skip" href="#content">Skip to the content</a>
<header class="bar">
<button type="button" class="menu" popovertarget="pages">Menu</button>
<a class="brand" href="${to(landing.address)}">${landing.title}</a>
<span class="tools"><a href="${repository}">Source</a></span>
</header>
<div class="columns">
<nav id="pages" class="pages" aria-label="Pages" popover>${sections.map(section => sectionList(section, page, to))}</nav>
<main id="content" tabindex="-1">
<article>
${Markup.trusted(content)}</article>
${neighbours(page, sections, to)}
</main>
${outline(parts)}
</div>
<footer><p>MIT licence · <a href="${repository}">${repository.replace('https://', '')}</a></p></footer>
</body>
</html>
`;
  return text;
}

function sectionList({ title, pages }: Section, current: SitePage, to: (address: string) => string): Markup {
  const shown = pages.find(page => page === current) ?? pages.find(page => isBelow(current, page));
  const isOpen = shown !== undefined || title === 'Tutorials';
  const items = pages.map(page => {
    const mark =
      page === shown ? Markup.trusted(` aria-current="${page === current ? 'page' : 'true'}"`) : null;
    return html`<li><a href="${to(page.address)}"${mark}>${page.title}</a></li>
`;
  });
  return html`<details${isOpen ? Markup.trusted(' open') : null}><summary>${title}</summary><ul>
${items}</ul></details>
`;
}

/** Whether a page of the API reference belongs to a package, by the first page of that. */
function isBelow({ source }: SitePage, first: SitePage): boolean {
  return source.startsWith('api/') && source.startsWith(first.source.replace(/README\.md$/, ''));
}

/** The page before and the page after in the same section. */
function neighbours(page: SitePage, sections: readonly Section[], to: (address: string) => string) {
  const { pages = [] } = sections.find(section => section.pages.includes(page)) ?? {};
  const position = pages.indexOf(page);
  const [before, after] = [pages[position - 1], pages[position + 1]];
  if (position < 0 || (before === undefined && after === undefined)) return null;
  const link = (other: SitePage | undefined, word: string) =>
    other === undefined
      ? html`<span></span>`
      : html`<a href="${to(other.address)}" rel="${word === 'Next' ? 'next' : 'prev'}"><small>${word}</small> ${other.title}</a>`;
  return html`<nav class="neighbours" aria-label="Neighbouring pages">${link(before, 'Previous')}${link(after, 'Next')}</nav>`;
}

function outline(parts: RenderedPage['parts']): Markup | null {
  const listed = parts.map(({ heading }) => heading).filter(({ level }) => level === 2 || level === 3);
  if (listed.length < 2) return null;
  const items = listed.map(
    ({ level, id, text }) => html`<li class="level-${level}"><a href="#${id}">${text}</a></li>
`,
  );
  return html`<nav class="outline" aria-label="On this page"><p>On this page</p><ul>
${items}</ul></nav>`;
}
