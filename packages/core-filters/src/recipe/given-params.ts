import { didYouMean } from '@variegate/ground';
import { z } from 'zod';
import type { AssetFacts } from '../assets/asset-facts.ts';
import { describeParameters } from '../catalogue/describe-parameters.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import type { RandomStream } from '../random-stream.ts';
import { roundTo } from '../round-to.ts';
import { isObject } from './is-object.ts';

/** The parameters that a step of a chain states, checked. */
export interface GivenParams {
  readonly byName: ReadonlyMap<string, GivenParam>;
  /** Whether nothing is left to be drawn by the transformation's sampler. */
  readonly isWhole: boolean;
}

/** One parameter: a range on its grid, or values to choose from. */
type GivenParam =
  | { readonly kind: 'range'; readonly lowest: number; readonly highest: number; readonly decimals: number }
  | { readonly kind: 'values'; readonly values: readonly unknown[] }
  | { readonly kind: 'assets'; readonly values: readonly unknown[] };

/** A file of the assets folder that a parameter names. */
export interface NamedAsset {
  readonly path: string;
  readonly file: string;
  readonly schema: z.ZodType;
}

/** What reading parameters reports to. */
export interface ParamsReading {
  refuse(path: string, message: string): void;
  /** Assets named by their files, which are looked up when the folder is known. */
  readonly assets: NamedAsset[];
}

/** Checks the parameters of a step against the schema of its transformation. */
export function readParams(
  given: unknown,
  transformation: Transformation,
  path: string,
  reading: ParamsReading,
): GivenParams | null {
  if (!isObject(given)) {
    reading.refuse(path, 'must be an object of parameters');
    return null;
  }
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  const { shape } = transformation.params as { readonly shape?: Readonly<Record<string, z.ZodType>> };
  const names = shape === undefined ? [] : Object.keys(shape);
  const byName = new Map<string, GivenParam>();
  for (const [name, value] of entries) {
    const at = `${path}.${name}`;
    const schema = shape === undefined ? z.unknown() : Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (schema === undefined) {
      const known = names.length === 0 ? 'no parameters' : names.join(', ');
      reading.refuse(at, `${transformation.name} takes ${known}${didYouMean(name, names)}`);
      continue;
    }
    const allowed = () => describeParameters(transformation.params).find(one => one.name === name)?.allowed;
    const param = new ParamReader(schema, allowed, reading).read(value, at);
    if (param !== null) byName.set(name, param);
  }
  return { byName, isWhole: isWhole(transformation, byName, path, reading) };
}

/** Values that are all that the transformation takes, though it may have others by default, or a parameter each. */
function isWhole(
  { params }: Transformation,
  byName: GivenParams['byName'],
  path: string,
  reading: ParamsReading,
): boolean {
  const { shape = {} } = params as { readonly shape?: Readonly<Record<string, z.ZodType>> };
  const hasEach = Object.keys(shape).every(name => byName.has(name));
  const fixed: [string, unknown][] = [];
  for (const [name, param] of byName) {
    if (param.kind === 'range' || param.values.length > 1) return hasEach;
    const [value] = param.values;
    if (param.kind === 'assets' && typeof value === 'string') return hasEach;
    fixed.push([name, value]);
  }
  const parsed = params.safeParse(Object.fromEntries(fixed));
  if (hasEach && !parsed.success && fixed.length > 0)
    reading.refuse(path, parsed.error.issues[0]?.message ?? 'do not fit together');
  return parsed.success;
}

/** Reads one parameter. */
class ParamReader {
  readonly #schema: z.ZodType;
  /** What it may be, in words. */
  readonly #allowed: () => string | undefined;
  readonly #reading: ParamsReading;
  readonly #isAsset: boolean;

  constructor(schema: z.ZodType, allowed: () => string | undefined, reading: ParamsReading) {
    this.#schema = schema;
    this.#isAsset = isAssetSchema(schema);
    const file = 'the name of a file in the assets folder, or an asset with its facts';
    this.#allowed = this.#isAsset ? () => file : allowed;
    this.#reading = reading;
  }

  read(value: unknown, path: string): GivenParam | null {
    if (isObject(value) && Object.hasOwn(value, 'range')) return this.#range(value, path);
    const kind = this.#isAsset ? 'assets' : 'values';
    if (!isObject(value) || !Object.hasOwn(value, 'oneOf'))
      return this.#value(value, path) ? { kind, values: [value] } : null;
    const { oneOf: values } = value;
    if (!this.#isAlone(value, 'oneOf', path)) return null;
    if (!Array.isArray(values) || values.length === 0) {
      this.#reading.refuse(`${path}.oneOf`, 'must be a list of one or more values');
      return null;
    }
    const isEach = values.map((one, at) => this.#value(one, `${path}.oneOf[${at}]`));
    return isEach.every(Boolean) ? { kind, values } : null;
  }

  #value(value: unknown, path: string): boolean {
    if (this.#isAsset && typeof value === 'string') {
      this.#reading.assets.push({ path, file: value, schema: this.#schema });
      return true;
    }
    if (this.#schema.safeParse(value).success) return true;
    const names = 'options' in this.#schema ? (this.#schema.options as readonly string[]) : [];
    const hint = didYouMean(value, names);
    this.#reading.refuse(path, `cannot be ${shown(value)}; allowed: ${this.#allowed() ?? 'anything'}${hint}`);
    return false;
  }

  #range(value: Readonly<Record<string, unknown>>, path: string): GivenParam | null {
    const { range } = value;
    if (!this.#isAlone(value, 'range', path)) return null;
    const [low, high] = Array.isArray(range) && range.length === 2 ? (range as unknown[]) : [];
    if (typeof low !== 'number' || typeof high !== 'number' || low > high) {
      this.#reading.refuse(`${path}.range`, 'must be two numbers, the lower one first');
      return null;
    }
    const isEach = [low, high].map((end, at) => this.#value(end, `${path}.range[${at}]`));
    if (!isEach.every(Boolean)) return null;
    const decimals = decimalsOf(this.#schema);
    // What is a thousandth of a step off is meant to be on the grid.
    const scale = 10 ** decimals;
    const [lowest, highest] = [Math.ceil(low * scale - 1e-3), Math.floor(high * scale + 1e-3)];
    if (lowest <= highest)
      return { kind: 'range', lowest: lowest / scale, highest: highest / scale, decimals };
    this.#reading.refuse(`${path}.range`, `holds no value, as values have ${decimals} decimals`);
    return null;
  }

  #isAlone(value: Readonly<Record<string, unknown>>, key: string, path: string): boolean {
    const other = Object.keys(value).find(name => name !== key);
    if (other === undefined) return true;
    this.#reading.refuse(`${path}.${other}`, `cannot stand beside ${key}`);
    return false;
  }
}

/** Draws what is given of a step's parameters. */
export function drawParams(
  { byName }: GivenParams,
  random: RandomStream,
  files: ReadonlyMap<string, AssetFacts>,
): Readonly<Record<string, unknown>> {
  const drawn = [...byName].map(([name, param]) => {
    if (param.kind === 'range') return [name, random.decimal([param.lowest, param.highest], param.decimals)];
    const { values } = param;
    const value = values.length === 1 ? values[0] : values[random.integer([0, values.length - 1])];
    return [name, param.kind === 'assets' ? assetOf(value, files) : value];
  });
  return Object.fromEntries(drawn) as Readonly<Record<string, unknown>>;
}

/**
 * Drawn parameters, each moved within its range by how strong the step is to be: at 0 to the end that the transformation calls
 * the milder, at 1 to the stronger, and at 0.5 not at all. A parameter whose ends are equally strong stays as it was drawn.
 */
export function dialParams(
  { intensity, params: schema }: Transformation,
  { byName }: GivenParams,
  drawn: Readonly<Record<string, unknown>>,
  strength: number,
): Readonly<Record<string, unknown>> {
  const dialled: Record<string, unknown> = { ...drawn };
  const intensityWith = (name: string, value: number): number | null => {
    const { data } = schema.safeParse({ ...drawn, [name]: value });
    return data === undefined ? null : intensity(data as Readonly<Record<string, unknown>>);
  };
  for (const [name, param] of byName) {
    const value = drawn[name];
    if (param.kind !== 'range' || typeof value !== 'number') continue;
    const ends = [param.lowest, param.highest] as const;
    const [atLowest, atHighest] = [intensityWith(name, ends[0]), intensityWith(name, ends[1])];
    if (atLowest === null || atHighest === null || atLowest === atHighest) continue;
    const [mild, strong] = atLowest < atHighest ? ends : [ends[1], ends[0]];
    const [from, to, share] =
      strength < 0.5 ? [mild, value, strength * 2] : [value, strong, strength * 2 - 1];
    dialled[name] = roundTo(from + (to - from) * share, param.decimals);
  }
  return dialled;
}

/** The assets that the parameters may come to, `undefined` for a file that is not known; empty where they name none. */
export function givenAssets(
  { byName }: GivenParams,
  files: ReadonlyMap<string, AssetFacts>,
): readonly (AssetFacts | undefined)[] {
  const named = [...byName.values()].flatMap(param => (param.kind === 'assets' ? param.values : []));
  return named.map(value => assetOf(value, files)) as readonly (AssetFacts | undefined)[];
}

function assetOf(value: unknown, files: ReadonlyMap<string, AssetFacts>): unknown {
  return typeof value === 'string' ? files.get(value) : value;
}

/** Whether a parameter is an asset. */
export function isAssetSchema(schema: z.ZodType): boolean {
  return schema.meta()?.['isAsset'] === true;
}

/** Digits that the values of a parameter keep after the point. */
function decimalsOf(schema: z.ZodType): number {
  const decimals = schema.meta()?.['decimals'];
  if (typeof decimals === 'number') return decimals;
  return z.toJSONSchema(schema, { unrepresentable: 'any' }).type === 'integer' ? 0 : 6;
}

/** A value as a message shows it. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
