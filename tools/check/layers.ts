import { globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, posix } from 'node:path';
import { rootFolder } from '../provision/workspace.mjs';
import type { Check } from './check.ts';
import { importsOf, packageOf } from './imports.ts';
import { layerTable, onlyImportedBy, processStarter, purePackages } from './layer-table.ts';
import { importCycles, mutualFolders } from './tangles.ts';
import { type Workspace, workspacesUnder } from './workspaces.ts';

/** Who imports whom. */
export const layers: Check = {
  name: 'layers',
  claim:
    'packages import only packages below them, folders and files never each other, pure packages are pure',
  run: async () => layerFindings(rootFolder),
};

interface SourceFile {
  readonly workspace: Workspace;
  /** Relative to the root, with forward slashes. */
  readonly path: string;
  readonly isTest: boolean;
  readonly imports: ReturnType<typeof importsOf>;
}

/**
 * Everything that breaks the layers in a checkout, as sentences with file and line.
 */
export function layerFindings(root: string): readonly string[] {
  const workspaces = workspacesUnder(root);
  const files = workspaces.flatMap(workspace => sourceFilesOf(root, workspace));
  return [
    ...unknownPackages(workspaces),
    ...files.flatMap(file => file.imports.flatMap(found => judge(file, found.specifier, found.line))),
    ...processStarters(files),
    ...tangleFindings(files),
  ];
}

/** Where folders or files of one package import each other, tests aside. */
function tangleFindings(files: readonly SourceFile[]): readonly string[] {
  const linked = files
    .filter(({ isTest }) => !isTest)
    .map(({ path, imports }) => ({
      path,
      imports: imports
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => posix.join(posix.dirname(path), specifier)),
    }));
  return [
    ...mutualFolders(linked).map(pair => `${pair}: these folders import each other`),
    ...importCycles(linked).map(cycle => `${cycle}: these files import each other`),
  ];
}

function sourceFilesOf(root: string, workspace: Workspace): readonly SourceFile[] {
  const paths = globSync('**/*.{ts,mts,js,mjs}', {
    cwd: join(root, workspace.folder),
    exclude: name => name === 'node_modules' || name === 'dist' || name === '.turbo',
  });
  return paths.sort().map(relative => {
    const path = posix.join(workspace.folder, relative.replaceAll('\\', '/'));
    return {
      workspace,
      path,
      isTest: isTest(path),
      imports: importsOf(path, readFileSync(join(root, path), 'utf8')),
    };
  });
}

/** Tests may start processes and read files; they may not reach up through the layers. */
const isTest = (path: string) => /\.test\.ts$|\.bench\.ts$|\/testing\/|\/vitest[^/]*\.ts$/.test(path);

function unknownPackages(workspaces: readonly Workspace[]): readonly string[] {
  return workspaces
    .filter(({ manifest }) => layerTable[manifest.name] === undefined)
    .map(({ folder, manifest }) => `${folder}: ${manifest.name} has no row in tools/check/layer-table.ts`);
}

function judge({ workspace, path, isTest }: SourceFile, specifier: string, line: number): readonly string[] {
  const importer = workspace.manifest.name;
  const at = `${path}:${line}`;
  if (specifier.startsWith('.')) {
    const target = posix.join(posix.dirname(path), specifier);
    const inside = target.startsWith(`${workspace.folder}/`);
    return inside ? [] : [`${at}: ${specifier} leaves the package; import another package by its name`];
  }
  if (isPlatformModule(specifier)) {
    const pure = purePackages.has(importer) && !isTest;
    return pure ? [`${at}: ${importer} is pure and imports ${specifier}`] : [];
  }
  const imported = packageOf(specifier);
  if (imported === null || !imported.startsWith('@variegate/') || imported === importer) return [];
  const only = onlyImportedBy[imported];
  if (only !== undefined && only !== importer) return [`${at}: only ${only} may import ${imported}`];
  const allowed = layerTable[importer]?.includes(imported) ?? false;
  return allowed ? [] : [`${at}: ${importer} may not import ${imported}`];
}

const isPlatformModule = (specifier: string) =>
  specifier.startsWith('node:') || builtinModules.includes(specifier);

function processStarters(files: readonly SourceFile[]): readonly string[] {
  const starters = files.filter(
    ({ isTest, imports }) =>
      !isTest && imports.some(({ specifier }) => packageOf(specifier) === processStarter.name),
  );
  if (starters.length === processStarter.files) return [];
  const paths = starters.map(({ path }) => path).join(', ') || 'none';
  return [
    `${processStarter.name} is to be imported by exactly ${processStarter.files} file, not by: ${paths}`,
  ];
}
