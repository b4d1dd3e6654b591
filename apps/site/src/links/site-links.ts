import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { repository, rootFolder } from '../checkout.ts';
import type { SitePage } from '../pages/site-page.ts';

/** Turns links as they stand in the sources, where GitHub follows them, into links of the site. */
export class SiteLinks {
  readonly #addresses: ReadonlyMap<string, string>;
  readonly #files = new Map<string, string>();
  readonly #findings: string[] = [];

  /** @param pages - every page that a link may lead to */
  constructor(pages: readonly SitePage[]) {
    this.#addresses = new Map(pages.map(({ source, address }) => [source, address]));
  }

  /** The files of the checkout that links lead to and the site has to hold: where each lies in the checkout and in the site. */
  get files(): ReadonlyMap<string, string> {
    return this.#files;
  }

  /** What leads nowhere, as sentences. */
  get findings(): readonly string[] {
    return this.#findings;
  }

  /**
   * The address of a link, relative to the page that it stands on.
   *
   * @param href - as the source has it: relative to the source's own file
   */
  resolve(href: string, from: SitePage): string {
    if (/^(#|[a-z][a-z+.-]*:)/i.test(href)) return href;
    const [file = '', anchor] = href.split('#', 2);
    const suffix = anchor === undefined ? '' : `#${anchor}`;
    const target = path.posix.join(path.posix.dirname(from.source), decodeURI(file)).replace(/\/$/, '');
    const address = this.#addressIn(target);
    if (address !== null) return `${relativeAddress(from.address, address)}${suffix}`;
    const onDisk = path.join(rootFolder, target);
    if (target.startsWith('..') || !existsSync(onDisk)) {
      this.#findings.push(`${from.source} links to ${href}, which does not exist`);
      return href;
    }
    const kind = statSync(onDisk).isDirectory() ? 'tree' : 'blob';
    return `${repository}/${kind}/main/${target}${suffix}`;
  }

  /** Where a file or folder of the checkout lies in the site; `null` where the site does not have it. */
  #addressIn(target: string): string | null {
    const page = this.#addresses.get(target) ?? this.#addresses.get(`${target}/README.md`);
    if (page !== undefined) return page;
    if (!published.test(target) || !existsSync(path.join(rootFolder, target))) return null;
    // A page that is HTML already may have the name of another that is not.
    const address = target.replace(/^docs\//, target.endsWith('.html') ? 'figures/' : '');
    this.#files.set(target, address);
    return address;
  }
}

/** What the site holds besides pages. */
const published = /^docs\/.+\.(jpg|png|svg|html|schema\.json)$/;

/** The way from one address of the site to another. */
export function relativeAddress(from: string, to: string): string {
  return path.posix.relative(path.posix.dirname(from), to) || path.posix.basename(to);
}
