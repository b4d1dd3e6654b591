import { dirname, join } from 'node:path';
import { type Comment, parseSync, type Statement } from 'oxc-parser';

/** A name that a module exports. */
export interface ExportedName {
  /** As others see it; `*` for an export of everything. */
  readonly exported: string;
  /** As it is called where it comes from. */
  readonly imported: string;
  /** The file it comes from, the specifier where that is another package, or null when the module declares it itself. */
  readonly from: string | null;
}

/** A declaration at the top level of a module. */
export interface Declaration {
  /** 1-based. */
  readonly line: number;
  /** Whether a documentation comment stands right before it. */
  readonly hasComment: boolean;
}

/** What a module exports, and what it declares at its top level. */
export interface Module {
  readonly exports: readonly ExportedName[];
  readonly declarations: ReadonlyMap<string, Declaration>;
}

/** Reads a source text's exports and declarations. */
export function readModule(path: string, source: string): Module {
  const { program, module, comments } = parseSync(path, source);
  const exports = module.staticExports.flatMap(({ entries }) =>
    entries.map(({ exportName, importName, localName, moduleRequest }) => ({
      exported: exportName.name ?? (moduleRequest === null ? 'default' : '*'),
      imported: importName.name ?? localName.name ?? exportName.name ?? 'default',
      from: moduleRequest === null ? null : resolveFrom(path, moduleRequest.value),
    })),
  );
  const declarations = new Map<string, Declaration>();
  for (const statement of program.body) {
    const declaration = {
      line: source.slice(0, statement.start).split('\n').length,
      hasComment: hasCommentBefore(statement.start, source, comments),
    };
    for (const name of namesDeclaredBy(statement)) {
      // Overloads of a function share the comment of the first.
      if (!declarations.has(name)) declarations.set(name, declaration);
    }
  }
  return { exports, declarations };
}

const resolveFrom = (path: string, specifier: string) =>
  specifier.startsWith('.') ? join(dirname(path), specifier) : specifier;

function hasCommentBefore(start: number, source: string, comments: readonly Comment[]): boolean {
  return comments.some(
    comment =>
      comment.type === 'Block' &&
      comment.value.startsWith('*') &&
      comment.end <= start &&
      source.slice(comment.end, start).trim() === '',
  );
}

function namesDeclaredBy(statement: Statement): readonly string[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
      return statement.declaration === null ? [] : namesDeclaredBy(statement.declaration as Statement);
    case 'VariableDeclaration':
      return statement.declarations.flatMap(({ id }) => (id.type === 'Identifier' ? [id.name] : []));
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
      return statement.id === null ? [] : [statement.id.name];
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return [statement.id.name];
    default:
      return [];
  }
}
