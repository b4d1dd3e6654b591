import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Every link and picture of the pages in a folder that leads to nothing in it, anchors included, as sentences.
 *
 * @param folder - a built site
 */
export function brokenLinks(folder: string): readonly string[] {
  const pages = globSync('**/*.html', { cwd: folder }).map(file => file.replaceAll(path.sep, '/'));
  const anchors = new Map<string, ReadonlySet<string>>();
  const texts = new Map(pages.map(page => [page, readFileSync(path.join(folder, page), 'utf8')]));
  for (const [page, text] of texts) anchors.set(page, new Set(valuesOf(text, 'id')));
  return [...texts].flatMap(([page, text]) =>
    [...valuesOf(text, 'href'), ...valuesOf(text, 'src')].flatMap(link => {
      if (/^[a-z][a-z+.-]*:/i.test(link)) return [];
      const [file = '', anchor = ''] = link.split('#', 2).map(decodeURIComponent);
      const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file);
      if (target.startsWith('..') || !existsSync(path.join(folder, target))) return [`${page}: ${link}`];
      const known = anchors.get(target);
      return anchor === '' || known === undefined || known.has(anchor) ? [] : [`${page}: ${link}`];
    }),
  );
}

/** The values of an attribute, wherever it stands in a tag. */
function valuesOf(text: string, attribute: string): readonly string[] {
  const inTag = new RegExp(`<[a-z][^<>]*?\\s${attribute}="([^"]*)"`, 'gi');
  return [...text.matchAll(inTag)].map(([, value = '']) =>
    value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
  );
}
