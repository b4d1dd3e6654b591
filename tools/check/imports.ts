import { parseSync, Visitor } from 'oxc-parser';

/** One import of a module, in whatever form. */
export interface ImportOf {
  /** The module as written: `./x.ts`, `node:fs`, `@variegate/runner`. */
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
}

/** Every module that a source text imports: statically, dynamically, as a type, or by exporting from it. */
export function importsOf(path: string, source: string): readonly ImportOf[] {
  const { program, errors } = parseSync(path, source);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path} does not parse: ${error.message}`);
  const found: { specifier: string; at: number }[] = [];
  const add = (node: { readonly type: string; readonly start: number; readonly value?: unknown } | null) => {
    if (node !== null && typeof node.value === 'string')
      found.push({ specifier: node.value, at: node.start });
  };
  new Visitor({
    ImportDeclaration: node => add(node.source),
    ExportNamedDeclaration: node => add(node.source),
    ExportAllDeclaration: node => add(node.source),
    ImportExpression: node => add(node.source),
    TSImportType: node => add(node.source),
  }).visit(program);
  return found.map(({ specifier, at }) => ({ specifier, line: source.slice(0, at).split('\n').length }));
}

/** The npm package that a specifier names, or null for a file of one's own or a module of the platform. */
export function packageOf(specifier: string): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('/') || specifier.startsWith('node:')) return null;
  const [scopeOrName = '', name] = specifier.split('/');
  return scopeOrName.startsWith('@') ? `${scopeOrName}/${name ?? ''}` : scopeOrName;
}
