import MiniSearch, { type Options } from 'minisearch';
import type { RenderedPage } from '../markdown/render-markdown.ts';

/** A part of a page as the search knows it. */
interface SearchedPart {
  /** Where it is, from the root of the site. */
  readonly id: string;
  readonly page: string;
  readonly heading: string;
  readonly text: string;
}

const options: Options<SearchedPart> = {
  fields: ['heading', 'page', 'text'],
  storeFields: ['page', 'heading'],
  searchOptions: { prefix: true, fuzzy: 0.15, boost: { heading: 4, page: 2 }, combineWith: 'AND' },
};

/** Of pages of the API reference, that they are found by name is enough. */
const isReference = ({ page }: RenderedPage) => page.source.startsWith('api/');

/** The script that gives the pages their search: an index over every part of every page. */
export function searchIndexScript(pages: readonly RenderedPage[]): string {
  const index = new MiniSearch(options);
  index.addAll(pages.flatMap(partsOf));
  const text = JSON.stringify(JSON.stringify(index));
  return `globalThis.variegateIndex = { text: ${text}, options: ${JSON.stringify(options)} };\n`;
}

function partsOf(rendered: RenderedPage): readonly SearchedPart[] {
  const { page, parts } = rendered;
  const searched = isReference(rendered) ? parts.slice(0, 1) : parts;
  return searched.map(({ heading, text }, position) => ({
    id: position === 0 ? page.address : `${page.address}#${heading.id}`,
    page: page.title,
    heading: heading.text,
    text,
  }));
}
