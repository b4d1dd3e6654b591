import MarkdownIt, { type Token } from 'markdown-it';
import type { SiteLinks } from '../links/site-links.ts';
import type { SitePage } from '../pages/site-page.ts';
import { HeadingIds } from './heading-ids.ts';
import { highlight } from './highlight.ts';

/** A heading of a page. */
export interface Heading {
  /** 1..6. */
  readonly level: number;
  readonly id: string;
  readonly text: string;
}

/** A part of a page as it is searched: what stands under one heading. */
export interface PagePart {
  readonly heading: Heading;
  readonly text: string;
}

/** A page as HTML, with what is shown and searched of it. */
export interface RenderedPage {
  readonly page: SitePage;
  readonly html: string;
  readonly parts: readonly PagePart[];
}

const markdown = new MarkdownIt({ html: true });

/** Renders the text of a page, with its links as they lead in the site. */
export function renderMarkdown(page: SitePage, links: SiteLinks): RenderedPage {
  const tokens = markdown.parse(page.markdown, {});
  const ids = new HeadingIds();
  const parts: { heading: Heading; words: string[] }[] = [];
  for (const [position, token] of tokens.entries()) {
    const inline = tokens[position + 1];
    if (token.type === 'heading_open' && inline !== undefined) {
      const text = textOf(inline);
      const id = ids.next(text);
      token.attrSet('id', id);
      parts.push({ heading: { level: Number(token.tag.slice(1)), id, text }, words: [] });
    }
    if (token.type === 'inline' || token.type === 'fence') {
      parts.at(-1)?.words.push(token.type === 'fence' ? token.content : textOf(token));
    }
    makeCellOfEmptyHeader(token, inline, tokens[position + 2]);
    for (const child of token.children ?? []) leadInSite(child, page, links);
  }
  return {
    page,
    html: markdown.renderer.render(tokens, markdown.options, {}),
    parts: parts.map(({ heading, words }) => ({ heading, text: words.slice(1).join(' ') })),
  };
}

/** A header with nothing in it names no column, and is read aloud as one that does. */
function makeCellOfEmptyHeader(token: Token, inline: Token | undefined, close: Token | undefined): void {
  if (token.type !== 'th_open' || inline?.content !== '' || close === undefined) return;
  token.tag = 'td';
  close.tag = 'td';
}

function leadInSite(token: Token, page: SitePage, links: SiteLinks): void {
  const attribute = { link_open: 'href', image: 'src' }[token.type];
  if (attribute === undefined) return;
  token.attrSet(attribute, links.resolve(String(token.attrGet(attribute)), page));
  if (token.type === 'image') token.attrSet('loading', 'lazy');
}

/** What is read of a line, without marks. */
function textOf({ children }: Token): string {
  return (children ?? [])
    .filter(({ type }) => type === 'text' || type === 'code_inline' || type === 'softbreak')
    .map(({ type, content }) => (type === 'softbreak' ? ' ' : content))
    .join('');
}

// What is wider than the screen moves in a box of its own.
markdown.renderer.rules['table_open'] = () => '<div class="scroll"><table>\n';
markdown.renderer.rules['table_close'] = () => '</table></div>\n';
markdown.renderer.rules['fence'] = (tokens, position) => {
  const { content = '', info = '' } = tokens[position] ?? {};
  return `<pre class="scroll"><code>${highlight(content, info.trim().split(/\s/)[0] ?? '')}</code></pre>\n`;
};
