import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rootFolder } from '../checkout.ts';
import { pageOf, type Section } from './site-page.ts';

/** The start page: on GitHub, the index of the folder. */
const landingSource = 'docs/README.md';

/** What stands under which heading, in the order of the navigation. A pattern stands for what it finds, sorted by name. */
const sections: readonly { readonly title: string; readonly sources: readonly string[] }[] = [
  {
    title: 'Tutorials',
    sources: [
      'docs/tutorials/robustness-set.md',
      'docs/tutorials/augmentation.md',
      'docs/tutorials/nightly-batch.md',
      'docs/from-python.md',
      'docs/tutorials/own-transformation.md',
      'docs/tutorials/service.md',
      'docs/tutorials/something-goes-wrong.md',
    ],
  },
  {
    title: 'Guides',
    sources: [
      'docs/inputs.md',
      'docs/assets.md',
      'docs/deployment.md',
      'docs/observability.md',
      'docs/notifications.md',
      'docs/scheduler.md',
      'docs/augly.md',
    ],
  },
  {
    title: 'Reference',
    sources: ['docs/command-line.md', 'docs/errors.md', 'docs/images/catalogue/README.md'],
  },
  { title: 'Formats', sources: ['docs/formats/*.md'] },
  { title: 'Packages', sources: ['packages/*/README.md', 'apps/*/README.md'] },
  {
    title: 'Measured',
    sources: [
      'docs/benchmarks.md',
      'docs/ffmpeg-versions.md',
      'docs/server-suites.md',
      'docs/faults.md',
      'docs/server-faults.md',
      'docs/soak.md',
      'docs/platforms.md',
    ],
  },
  {
    title: 'Project',
    sources: ['docs/architecture.md', 'CONTRIBUTING.md', 'docs/testing.md', 'SECURITY.md', 'CHANGELOG.md'],
  },
  { title: 'Decisions', sources: ['docs/adr/*.md'] },
];

/**
 * The pages that the checkout has, by section.
 *
 * @throws {Error} when a page of docs is in no section, or a section names one that is not there.
 */
export function readSections(): readonly Section[] {
  const read = sections.map(({ title, sources }) => ({
    title,
    pages: sources.flatMap(found).map(source => pageOf(source, textOf(source))),
  }));
  const known = new Set([landingSource, ...read.flatMap(({ pages }) => pages.map(({ source }) => source))]);
  const missing = found('docs/**/*.md').filter(source => !known.has(source));
  if (missing.length === 0) return read;
  throw new Error(
    `${missing.join(', ')} is in no section of the site; name it in apps/site/src/pages/read-pages.ts.`,
  );
}

/** The start page. */
export const readLanding = () => pageOf(landingSource, textOf(landingSource));

/** Pages for the folders that have pages and no text of their own, so that a link to one leads to what is in it. */
export function folderPages(all: readonly Section[]) {
  return ['docs/formats', 'docs/adr'].map(folder => {
    const { title, pages } = all.find(section => section.pages[0]?.source.startsWith(`${folder}/`)) ?? {
      title: folder,
      pages: [],
    };
    const list = pages.map(page => `- [${page.title}](${path.posix.basename(page.source)})`);
    return pageOf(`${folder}/README.md`, [`# ${title}`, '', ...list, ''].join('\n'));
  });
}

function found(pattern: string): readonly string[] {
  if (!pattern.includes('*')) return [pattern];
  return globSync(pattern, { cwd: rootFolder, exclude: ['**/node_modules/**'] })
    .map(file => file.replaceAll(path.sep, '/'))
    .sort();
}

const textOf = (source: string) => readFileSync(path.join(rootFolder, source), 'utf8');
