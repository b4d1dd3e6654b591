import { CodedError } from '@variegate/ground';
import { builtIn } from './catalogue.ts';
import { layers, type Transformation } from './transformation.ts';

const functions = ['sample', 'lower', 'intensity'] as const;
const optionalFunctions = ['impossible', 'effect', 'assets'] as const;

/** Transformations that plans may name: a value, passed to whatever draws, reads or compiles plans. */
export interface Catalogue {
  /** In the order in which they were given, which strategies draw from. */
  readonly transformations: readonly Transformation[];
  /** The transformation of that name, or `null`. */
  find(name: string): Transformation | null;
}

/**
 * Makes a catalogue. Plans name transformations, and the modules of those that have one, so a plan can only be read with a
 * catalogue that has all of its steps. Strategies draw from all transformations of a catalogue: another catalogue draws
 * other plans.
 *
 * @example
 * const catalogue = createCatalogue([...builtIn, ...inModule('@acme/variegate-logos', [logo])]);
 * @throws TRANSFORMATION_INVALID - for what is no transformation, a name that is not in snake_case, or one that comes twice.
 */
export function createCatalogue(transformations: readonly Transformation[]): Catalogue {
  const byName = new Map<string, Transformation>();
  for (const transformation of transformations) {
    assertTransformation(transformation);
    const { name } = transformation;
    const taken = byName.get(name);
    if (taken !== undefined) {
      const place = taken.module === undefined ? '' : ` of ${taken.module}`;
      throw new TransformationInvalidError(name, `is already that of another transformation${place}`);
    }
    byName.set(name, transformation);
  }
  return { transformations: [...transformations], find: name => byName.get(name) ?? null };
}

/**
 * What cannot be in a catalogue: no transformation, or one whose name cannot be used.
 *
 * @remedy Correct the transformation of your module as the message says.
 */
export class TransformationInvalidError extends CodedError {
  readonly code = 'TRANSFORMATION_INVALID';
  readonly retry = { kind: 'never' } as const;

  constructor(name: unknown, problem: string) {
    super(`The transformation name ${JSON.stringify(name) ?? String(name)} ${problem}.`);
  }
}

/** The transformations of this package as a catalogue: the default wherever one can be given. */
export const builtInCatalogue: Catalogue = createCatalogue(builtIn);

/** Transformations with the name of the module that other readers of their plans have to import. */
export function inModule(
  module: string,
  transformations: readonly Transformation[],
): readonly Transformation[] {
  return transformations.map(transformation => ({ ...transformation, module }));
}

/** The transformation of that name, or `null`. */
export function findTransformation(
  name: string,
  catalogue: Catalogue = builtInCatalogue,
): Transformation | null {
  return catalogue.find(name);
}

/** Modules that the transformations of some steps came from, sorted, each once. */
export function modulesOf(
  steps: readonly { readonly name: string }[],
  catalogue: Catalogue,
): readonly string[] {
  return [...new Set(steps.flatMap(({ name }) => catalogue.find(name)?.module ?? []))].sort();
}

/** A user's module may export anything. */
function assertTransformation(value: unknown): asserts value is Transformation {
  const given = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  const { name } = given;
  if (typeof name !== 'string') throw new TransformationInvalidError(name, 'is missing or not a string');
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name))
    throw new TransformationInvalidError(name, 'is not in snake_case of at most 60 letters');
  const refuse = (problem: string) => {
    throw new TransformationInvalidError(name, `belongs to a transformation ${problem}`);
  };
  if (!(layers as readonly unknown[]).includes(given['layer']))
    refuse(`whose layer is not one of ${layers.join(', ')}`);
  if (typeof given['summary'] !== 'string' || typeof given['source'] !== 'string')
    refuse('without a summary or a source');
  const { safeParse } = (given['params'] ?? {}) as { readonly safeParse?: unknown };
  if (typeof safeParse !== 'function') refuse('whose params are not a zod schema');
  const missing = functions.find(key => typeof given[key] !== 'function');
  if (missing !== undefined) refuse(`without the function ${missing}`);
  const wrong = optionalFunctions.find(key => given[key] !== undefined && typeof given[key] !== 'function');
  if (wrong !== undefined) refuse(`whose ${wrong} is not a function`);
  const { module = 'a' } = given;
  if (typeof module !== 'string' || module.length === 0 || module.length > 200)
    refuse('whose module is not a string of 1 to 200 characters');
}
