import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import {
  Application,
  type Comment,
  CommentTag,
  OptionDefaults,
  ReflectionKind,
  type TypeDocOptions,
} from 'typedoc';
import type { PluginOptions } from 'typedoc-plugin-markdown';
import { repository, rootFolder } from '../checkout.ts';
import { pageOf, type SitePage } from '../pages/site-page.ts';

/** A package with a public interface. */
interface PublicPackage {
  /** The name by which it is imported. */
  readonly name: string;
  /** Its one module, relative to the root of the checkout. */
  readonly entry: string;
}

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/**
 * The reference of every name that the packages export, as pages in `api/`, written by TypeDoc from the comments of the sources.
 *
 * @param folder - where TypeDoc may write, which is read and left
 * @throws {Error} when the sources cannot be read
 */
export async function readReference(folder: string): Promise<readonly SitePage[]> {
  const packages = publicPackages();
  const options: TypeDocOptions & Partial<PluginOptions> = {
    entryPoints: packages.map(({ entry }) => path.join(rootFolder, entry)),
    tsconfig: path.join(rootFolder, 'apps/site/tsconfig.reference.json'),
    basePath: rootFolder,
    name: 'API',
    readme: 'none',
    disableGit: true,
    sourceLinkTemplate: `${repository}/blob/main/{path}#L{line}`,
    blockTags: [...OptionDefaults.blockTags, '@remedy'],
    preservedTypeAnnotationTags: ['@throws'],
    excludeExternals: true,
    excludePrivate: true,
    excludeInternal: true,
    validation: { invalidLink: false, notExported: false, notDocumented: false },
    logLevel: 'Error',
    plugin: ['typedoc-plugin-markdown'],
    outputs: [{ name: 'markdown', path: folder }],
    entryFileName: 'README',
    hidePageHeader: true,
    hideBreadcrumbs: true,
    useCodeBlocks: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    typeDeclarationFormat: 'table',
    enumMembersFormat: 'table',
    tableColumnSettings: { hideSources: true, hideModifiers: true },
  };
  const app = await Application.bootstrapWithPlugins(options as TypeDocOptions);
  const project = await app.convert();
  if (project === undefined)
    throw new Error('TypeDoc could not read the sources; see what it printed above.');
  for (const module of project.getChildrenByKind(ReflectionKind.Module)) {
    // Modules are named after their files.
    module.name = packages.find(({ entry }) => entry.startsWith(`${module.name}/`))?.name ?? module.name;
  }
  for (const { comment } of Object.values(project.reflections)) {
    if (comment !== undefined) listThrownCodes(comment);
  }
  await app.generateOutputs(project);
  const files = globSync('**/*.md', { cwd: folder }).map(file => file.replaceAll(path.sep, '/'));
  return files.sort().map(file => pageOf(`api/${file}`, readFileSync(path.join(folder, file), 'utf8')));
}

/** Makes one list of what a function throws, with the codes: TypeDoc takes the one in `@throws {CODE}` for a type. */
function listThrownCodes(comment: Comment): void {
  const thrown = comment.blockTags.filter(({ tag }) => tag === '@throws');
  if (thrown.length === 0) return;
  const content = thrown.flatMap(({ typeAnnotation, content }) => {
    const code = typeAnnotation?.replaceAll(/[{}]/g, '');
    const start = code === undefined ? '- ' : `- \`${code}\` `;
    return [{ kind: 'text' as const, text: start }, ...content, { kind: 'text' as const, text: '\n' }];
  });
  comment.removeTags('@throws');
  comment.blockTags.push(new CommentTag('@throws', content));
}

function publicPackages(): readonly PublicPackage[] {
  return globSync('{packages,apps}/*/package.json', { cwd: rootFolder })
    .sort()
    .flatMap(file => {
      const manifest = JSON.parse(readFileSync(path.join(rootFolder, file), 'utf8')) as Manifest;
      const { name, exports = {} } = manifest;
      const entry = exports['.'];
      if (manifest.private === true || typeof entry !== 'string') return [];
      return [{ name, entry: path.posix.join(path.dirname(file).replaceAll(path.sep, '/'), entry) }];
    });
}
