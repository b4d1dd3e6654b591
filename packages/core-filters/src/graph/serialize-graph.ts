import { allowedFilters, type OptionType } from './allowed-filters.ts';
import { GraphNotAllowedError } from './errors.ts';
import { escapeOptionValue } from './escape.ts';
import type { Filter, FilterChain, FilterGraph, FilterValue } from './filter-graph.ts';

const padLabel = /^[A-Za-z0-9_:]+$/;
const word = /^[\w+\-|./ ]*$/;
const expression = /^[\w+\-*/%^().,;<>=!| ]*$/;

/**
 * Writes a graph as the text of `-filter_complex`.
 *
 * @param resolveFile - turns a file reference, such as `font:DejaVuSans`, into an absolute path.
 * @throws GRAPH_NOT_ALLOWED - for a filter, option, label or value that is not on the allowlist.
 */
export function serializeGraph(graph: FilterGraph, resolveFile: (reference: string) => string): string {
  return `sws_flags=${checkedWord('sws_flags', graph.scalerFlags)};${serializeChains(graph.chains, resolveFile)}`;
}

/** Writes chains as a part of such a text. Parameters and errors are those of {@link serializeGraph}. */
export function serializeChains(
  chains: readonly FilterChain[],
  resolveFile: (reference: string) => string,
): string {
  const texts = chains.map(chain => {
    const filters = chain.filters.map(filter => serializeFilter(filter, resolveFile));
    return `${chain.inputs.map(serializePad).join('')}${filters.join(',')}${chain.outputs.map(serializePad).join('')}`;
  });
  return texts.join(';');
}

function serializePad(label: string): string {
  if (!padLabel.test(label))
    throw new GraphNotAllowedError(`The pad label ${JSON.stringify(label)} is not allowed.`);
  return `[${label}]`;
}

function serializeFilter(filter: Filter, resolveFile: (reference: string) => string): string {
  const allowed = Object.hasOwn(allowedFilters, filter.name) ? allowedFilters[filter.name] : undefined;
  if (allowed === undefined) {
    throw new GraphNotAllowedError(`The filter ${JSON.stringify(filter.name)} is not on the allowlist.`);
  }
  const options = Object.entries(filter.options).map(([name, value]) => {
    const type = Object.hasOwn(allowed.options, name) ? allowed.options[name] : undefined;
    const where = `${filter.name}=${name}`;
    if (type === undefined) throw new GraphNotAllowedError(`The option ${where} is not on the allowlist.`);
    return `${name}=${escapeOptionValue(valueText(where, type, value, resolveFile))}`;
  });
  return options.length === 0 ? filter.name : `${filter.name}=${options.join(':')}`;
}

function valueText(
  where: string,
  type: OptionType,
  value: FilterValue,
  resolveFile: (reference: string) => string,
): string {
  switch (type) {
    case 'number':
      if (typeof value === 'number' && Number.isFinite(value)) return numberText(value);
      break;
    case 'word':
      if (typeof value === 'string') return checkedWord(where, value);
      break;
    case 'expression':
      if (typeof value === 'string' && expression.test(value)) return value;
      break;
    case 'place':
      return valueText(where, typeof value === 'number' ? 'number' : 'expression', value, resolveFile);
    case 'text':
      if (typeof value === 'string') return value;
      break;
    case 'file':
      if (typeof value === 'object') return resolveFile(value.file);
      break;
  }
  throw new GraphNotAllowedError(`The value ${JSON.stringify(value)} of ${where} is not a ${type}.`);
}

function checkedWord(where: string, value: string): string {
  if (!word.test(value))
    throw new GraphNotAllowedError(`The value ${JSON.stringify(value)} of ${where} is not a word.`);
  return value;
}

/** A number with at most nine decimals and never an exponent, which some of ffmpeg's parsers do not read. */
function numberText(value: number): string {
  const fixed = value.toFixed(9);
  return fixed.includes('.') ? fixed.replace(/0+$/, '').replace(/\.$/, '').replace(/^-0$/, '0') : fixed;
}
