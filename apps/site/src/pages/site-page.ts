/** A page of the site, before it is rendered. */
export interface SitePage {
  /**
   * The file that it is made of, relative to the root of the checkout; links in it are relative to this. Pages of the API
   * reference, which are no files of the checkout, lie in `api/`.
   */
  readonly source: string;
  /** Where it lies in the site, such as `formats/recipe.html`. */
  readonly address: string;
  readonly title: string;
  readonly markdown: string;
}

/** Pages under one heading of the navigation. */
export interface Section {
  readonly title: string;
  readonly pages: readonly SitePage[];
}

/** A page of a source text, whose first heading is its title. */
export function pageOf(source: string, markdown: string): SitePage {
  const title = /^# (.+)$/m.exec(markdown)?.[1] ?? source;
  return { source, address: addressOf(source), title: plainText(title), markdown };
}

/** A heading without the marks of Markdown. */
function plainText(markdown: string): string {
  return markdown
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*]|\\(?=[^\w\s])/g, '')
    .trim();
}

function addressOf(source: string): string {
  const inSite = /^[A-Z]+\.md$/.test(source)
    ? source.toLowerCase()
    : source.replace(/^docs\/|@variegate\//, '');
  return inSite.replace(/(^|\/)README\.md$/, '$1index.md').replace(/\.md$/, '.html');
}
