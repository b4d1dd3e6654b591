import { allowedFilters, type OptionType } from './allowed-filters.ts';
import { GraphNotAllowedError, GraphSyntaxError } from './errors.ts';
import { removeBackslashes } from './escape.ts';
import type { Filter, FilterChain, FilterGraph, FilterValue } from './filter-graph.ts';

/**
 * Reads the text of a graph back into data: the inverse of `serializeGraph`, used to prove that what is written is
 * what was meant, and to show a graph node by node.
 *
 * @param referenceOf - turns a path back into the reference that it was resolved from.
 * @throws GRAPH_SYNTAX - for text of another form.
 * @throws GRAPH_NOT_ALLOWED - for a filter or option that is not on the allowlist.
 */
export function parseGraph(text: string, referenceOf: (path: string) => string): FilterGraph {
  const [flags, ...chains] = splitUnescaped(text, ';');
  const scalerFlags = /^sws_flags=(.*)$/u.exec(flags?.text ?? '')?.[1];
  if (scalerFlags === undefined) throw new GraphSyntaxError('Expected sws_flags=', 0);
  return { scalerFlags, chains: chains.map(chain => parseChain(chain, referenceOf)) };
}

interface Piece {
  readonly text: string;
  readonly offset: number;
}

/** Splits at a separator that no backslash protects. */
function splitUnescaped(text: string, separator: string): Piece[] {
  const pieces: Piece[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === separator) {
      pieces.push({ text: text.slice(start, at), offset: start });
      start = at + 1;
    }
  }
  pieces.push({ text: text.slice(start), offset: start });
  return pieces;
}

function parseChain(chain: Piece, referenceOf: (path: string) => string): FilterChain {
  const pads = /^((?:\[[A-Za-z0-9_:]+\])*)(.*?)((?:\[[A-Za-z0-9_:]+\])*)$/su.exec(chain.text);
  if (pads === null) throw new GraphSyntaxError('Expected a filter chain', chain.offset);
  const [, inputs = '', body = '', outputs = ''] = pads;
  const offset = chain.offset + inputs.length;
  return {
    inputs: padLabels(inputs),
    filters: splitUnescaped(body, ',').map(piece =>
      parseFilter({ text: piece.text, offset: offset + piece.offset }, referenceOf),
    ),
    outputs: padLabels(outputs),
  };
}

function padLabels(text: string): string[] {
  return [...text.matchAll(/\[([^\]]+)\]/gu)].map(match => match[1] ?? '');
}

function parseFilter(piece: Piece, referenceOf: (path: string) => string): Filter {
  const match = /^([a-z0-9]+)(?:=(.*))?$/su.exec(piece.text);
  if (match === null) throw new GraphSyntaxError('Expected a filter', piece.offset);
  const [, name = '', optionText] = match;
  const allowed = Object.hasOwn(allowedFilters, name) ? allowedFilters[name] : undefined;
  if (allowed === undefined) throw new GraphNotAllowedError(`The filter ${name} is not on the allowlist.`);
  const options: Record<string, FilterValue> = {};
  // The graph level is removed first, exactly as ffmpeg's graph parser does before the option parser sees the text.
  for (const option of optionText === undefined ? [] : splitUnescaped(removeBackslashes(optionText), ':')) {
    const equals = option.text.indexOf('=');
    const key = option.text.slice(0, equals);
    const type = equals > 0 && Object.hasOwn(allowed.options, key) ? allowed.options[key] : undefined;
    if (type === undefined)
      throw new GraphNotAllowedError(`The option ${name}=${key} is not on the allowlist.`);
    const value = removeBackslashes(option.text.slice(equals + 1));
    options[key] = parseValue(type, value, referenceOf);
  }
  return { name, options };
}

function parseValue(type: OptionType, value: string, referenceOf: (path: string) => string): FilterValue {
  if (type === 'file') return { file: referenceOf(value) };
  const isNumber = type === 'number' || (type === 'place' && /^-?[0-9.]+$/.test(value));
  return isNumber ? Number(value) : value;
}
