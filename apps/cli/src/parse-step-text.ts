import {
  type Catalogue,
  describeParameters,
  type GivenStep,
  type ParameterSummary,
} from '@variegate/core-filters';
import { UsageError } from './errors.ts';

/** `name=value`, the value bare or in quotes, in which a backslash takes the next character as it is. */
const pair = /^([A-Za-z_]\w*)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']\S*|)$/su;
const word = /(?:[^\s"']|"(?:[^"\\]|\\.)*"|'[^']*')+/gsu;

/**
 * Reads a step as a command line has it, such as `rotate degrees=5 colour=000000` or `text text="two words" size=0.1`.
 * Values become what the transformation's own schema takes; the library checks them.
 *
 * @throws {CLI_USAGE} for a text that is not a step.
 */
export function parseStepText(text: string, catalogue: Catalogue): GivenStep {
  const words = text.match(word) ?? [];
  const rest = text.replace(word, '').trim();
  const [name = '', ...pairs] = words;
  if (rest !== '') throw new UsageError(`The step ${JSON.stringify(text)} has a quote that is not closed.`);
  if (!/^[A-Za-z_][\w-]*$/.test(name))
    throw new UsageError(
      `The step ${JSON.stringify(text)} must be a name and its parameters, such as "rotate degrees=5 colour=000000".`,
    );
  const schema = catalogue.find(name)?.params;
  const known = new Map((schema === undefined ? [] : describeParameters(schema)).map(one => [one.name, one]));
  const params = new Map<string, unknown>();
  for (const given of pairs) {
    const [, key = '', value = ''] = pair.exec(given) ?? [];
    if (key === '')
      throw new UsageError(`${JSON.stringify(given)} in the step ${name} is not of the form name=value.`);
    if (params.has(key)) throw new UsageError(`The step ${name} has ${key} twice.`);
    params.set(key, readValue(unquoted(value), known.get(key)?.type));
  }
  return { name, params: Object.fromEntries(params) };
}

function unquoted(value: string): string {
  if (value.startsWith("'")) return value.slice(1, -1);
  return value.startsWith('"') ? value.slice(1, -1).replace(/\\(.)/gsu, '$1') : value;
}

/** What makes no sense is passed on as it is, to be refused by name. */
function readValue(text: string, type: ParameterSummary['type'] | undefined): unknown {
  switch (type) {
    case 'number':
      return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
    case 'json':
      return parsed(text);
    default:
      return text;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
