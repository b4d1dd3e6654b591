import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Comment, parseSync } from 'oxc-parser';
import { rootFolder } from '../provision/workspace.mjs';

/** A code that a failure of the project may carry. */
export interface ErrorEntry {
  readonly code: string;
  /** The package or app that it comes from, such as `runner`. */
  readonly room: string;
  /** What has happened: the comment of its class, or the message where no class has it. */
  readonly cause: string;
  /** What the reader can do; `null` where no class has the code. */
  readonly remedy: string | null;
  /** Whether it is worth another try, by the name in `Retry`; `null` where no class says so. */
  readonly retry: string | null;
}

/** A node of a syntax tree, as far as this reads one. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** Every code of every error class, and of every other failure that is written with one, sorted by code. */
export function readErrors(): readonly ErrorEntry[] {
  const files = globSync(['packages/*/src/**/*.ts', 'apps/*/src/**/*.ts'], { cwd: rootFolder });
  const entries = files
    .map(file => file.replaceAll(path.sep, '/'))
    .filter(file => !/\.(test|bench)\.ts$|\/(testing|bench|conformance)\//.test(file))
    .flatMap(file => entriesOf(file, readFileSync(path.join(rootFolder, file), 'utf8')));
  const byCode = new Map<string, ErrorEntry>();
  for (const entry of entries) {
    // A class says more of a code than a place that writes it.
    if (byCode.get(entry.code)?.remedy == null) byCode.set(entry.code, entry);
  }
  return [...byCode.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

function entriesOf(file: string, source: string): readonly ErrorEntry[] {
  const { program, comments } = parseSync(file, source);
  const [, room = ''] = file.split('/');
  const found: ErrorEntry[] = [];
  const retries = new Map<string, string>();
  for (const statement of program.body as unknown as readonly Node[]) {
    const declared = (statement['declaration'] ?? statement) as Node;
    if (declared.type !== 'ClassDeclaration') continue;
    const text = source.slice(declared.start, declared.end);
    const name = (declared['id'] as { readonly name: string }).name;
    const parent = (declared['superClass'] as { readonly name?: string } | null)?.name ?? '';
    const retry = retryIn(text) ?? retries.get(parent) ?? 'never';
    retries.set(name, retry);
    const code = /\breadonly code = '([A-Z0-9_]+)'/.exec(text)?.[1];
    if (code === undefined) continue;
    const { cause, remedy } = commentBefore(statement.start, source, comments);
    found.push({ code, room, cause, remedy, retry });
  }
  visit(program as unknown as Node, node => {
    const written = node.type === 'ObjectExpression' ? codeAndMessage(node) : null;
    if (written !== null) found.push({ ...written, room, remedy: null, retry: null });
  });
  return found;
}

function retryIn(text: string): string | undefined {
  const value = /\breadonly retry(?:: \w+)? = ([^;]*)/.exec(text)?.[1];
  return value === undefined ? undefined : (/kind: '([a-z-]+)'/.exec(value)?.[1] ?? 'never');
}

/** The first paragraph of a comment, and what its `@remedy` says. */
function commentBefore(start: number, source: string, comments: readonly Comment[]) {
  const comment = comments.findLast(
    ({ type, end }) => type === 'Block' && end <= start && source.slice(end, start).trim() === '',
  );
  const lines = (comment?.value ?? '').split('\n').map(line => line.replace(/^\s*\*+ ?/, '').trim());
  const [description = '', remedy] = lines.join('\n').trim().split('@remedy');
  const [cause = ''] = description.trim().split('\n\n');
  return { cause: oneLine(cause), remedy: remedy === undefined ? null : oneLine(remedy) };
}

const oneLine = (text: string) =>
  text
    .replaceAll(/\{@link ([^}]*)\}/g, '`$1`')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** The code and the message of an object that is written with both. */
function codeAndMessage(node: Node): { readonly code: string; readonly cause: string } | null {
  const values = new Map<string, Node>();
  for (const property of node['properties'] as readonly Node[]) {
    const key = (property['key'] as { readonly name?: string } | undefined)?.name;
    if (key !== undefined) values.set(key, property['value'] as Node);
  }
  const given = values.get('code');
  const code = textOf(given?.type === 'ConditionalExpression' ? (given['consequent'] as Node) : given);
  if (code === null || !/^[A-Z]+(_[A-Z0-9]+)+$/.test(code)) return null;
  return { code, cause: textOf(values.get('message')) ?? '' };
}

/** A text as it is written, with an ellipsis for what is put in. */
function textOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal' && typeof node['value'] === 'string') return node['value'];
  if (node?.type !== 'TemplateLiteral') return null;
  const quasis = node['quasis'] as readonly { readonly value: { readonly cooked: string } }[];
  return quasis.map(({ value }) => value.cooked).join('…');
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  for (const value of Object.values(node).flat()) {
    if (typeof value === 'object' && value !== null && 'type' in value) visit(value as Node, see);
  }
}
