import { catalogue } from './catalogue.ts';
import { TransformationInvalidError } from './errors.ts';
import type { Transformation } from './transformation.ts';

/** What users have added, by name: plans name transformations, so whoever reads a plan must find them by name. */
const added = new Map<string, AddedTransformation>();

interface AddedTransformation {
  readonly transformation: Transformation;
  readonly module: string;
}

const builtIn = new Map(catalogue.map(transformation => [transformation.name, transformation]));

/**
 * Makes transformations of your own known to this process, under the name of the module that holds them. Plans that
 * use them name that module, and whoever reads such a plan without having imported it is told so. Strategies do not
 * draw them; `definePlan` does. Their filters pass the same allowlist as all others.
 *
 * @param module - what another reader of a plan has to import, such as `@acme/variegate-logos`.
 * @throws TRANSFORMATION_INVALID - for a name that is not in snake_case, or that another module has taken.
 */
export function addTransformations(module: string, transformations: readonly Transformation[]): void {
  for (const { name } of transformations) {
    if (!/^[a-z][a-z0-9_]{0,59}$/.test(name))
      throw new TransformationInvalidError(name, 'is not in snake_case');
    const taken = builtIn.has(name) ? 'this package' : added.get(name)?.module;
    if (taken !== undefined && taken !== module)
      throw new TransformationInvalidError(name, `is already that of a transformation of ${taken}`);
  }
  for (const transformation of transformations) added.set(transformation.name, { transformation, module });
}

/** The transformation of that name, or `null`. */
export function findTransformation(name: string): Transformation | null {
  return builtIn.get(name) ?? added.get(name)?.transformation ?? null;
}

/** The module that a transformation came from, or `null` for those of the catalogue and unknown ones. */
export function moduleOf(name: string): string | null {
  return added.get(name)?.module ?? null;
}
