import { didYouMean } from '@variegate/ground';
import type { AssetFacts } from '../assets/asset-facts.ts';
import { builtInCatalogue, type Catalogue, modulesOf } from '../catalogue/create-catalogue.ts';
import type { Level } from '../catalogue/level.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { generatedAssets } from '../generated-assets/generated-assets.ts';
import {
  type ChainRequest,
  type Plan,
  PlanInvalidError,
  type PlanProblem,
  planFormatVersion,
  type RecipeIdentity,
} from '../plan/plan.ts';
import { randomStream } from '../random-stream.ts';
import { type Chain, drawChain } from './chain.ts';
import { ChainReader } from './chain-reader.ts';
import type { NamedAsset } from './given-params.ts';
import type { Choice, PlanElement } from './recipe.ts';

/** A custom chain, from which the plan of each variant is drawn. */
export interface PlanTemplate {
  /**
   * The plan of one variant. The same request gives the same plan on every machine. Steps that the source does not
   * allow are listed in `rejected` with the reason.
   */
  draw(request: ChainRequest): Plan;
  /** What its steps are looked up in, and so what its plans have to be compiled with. @default builtInCatalogue */
  readonly catalogue?: Catalogue;
  /** The recipe that it draws by. */
  readonly recipe?: RecipeIdentity;
  /** What holds where a run does not say it. */
  readonly defaults?: { readonly level?: Level; readonly count?: number };
  /**
   * The same with the assets of a folder, which parameters name by their files.
   *
   * @throws PLAN_INVALID | RECIPE_INVALID - for a name that is none of theirs, or that of an asset of another kind.
   */
  withAssets?(files: ReadonlyMap<string, AssetFacts>): PlanTemplate;
}

/**
 * Composes a custom chain, in the order in which the steps are to act. Its elements are those of a recipe's `steps`.
 *
 * @example
 * definePlan([{ name: 'crop' }, oneOf({ name: 'rotate', params: { degrees: 5, colour: '000000' } }, { name: 'shear' })])
 * @param catalogue - what has the transformations of the steps
 * @throws PLAN_INVALID - for an unknown name or parameters outside their ranges, with the path of each.
 */
export function definePlan(
  elements: readonly PlanElement[],
  catalogue: Catalogue = builtInCatalogue,
): PlanTemplate {
  const reader = new ChainReader({ catalogue });
  const chain = reader.chain(elements, '');
  if (reader.problems.length > 0) throw new PlanInvalidError(reader.problems);
  return templateOf({ chain, catalogue, assets: reader.assets, refusal: PlanInvalidError });
}

/** One of several steps or chains of steps, chosen for each variant. */
export function oneOf(...choices: readonly (PlanElement | readonly PlanElement[])[]): Choice {
  return { oneOf: choices };
}

/** What a template is made of. */
export interface TemplateParts extends Pick<PlanTemplate, 'recipe' | 'defaults'> {
  readonly chain: Chain;
  readonly catalogue: Catalogue;
  /** Assets that are named by their files. */
  readonly assets: readonly NamedAsset[];
  /** The error of a name that is none of theirs. */
  readonly refusal: new (
    problems: readonly PlanProblem[],
  ) => Error;
}

/** The generated set is there on every machine. */
const generatedFiles: ReadonlyMap<string, AssetFacts> = new Map(
  generatedAssets.map(({ name, facts }) => [name, facts]),
);

/** A template that draws a chain; until it has the assets of a folder, it knows the generated ones by name. */
export function templateOf(parts: TemplateParts, files = generatedFiles): PlanTemplate {
  const { chain, catalogue, assets: named, refusal, recipe, defaults } = parts;
  return {
    catalogue,
    ...(recipe === undefined ? {} : { recipe }),
    ...(defaults === undefined ? {} : { defaults }),
    draw(request) {
      const { level, seed, index, sourceSha256, facts, assets, dial } = request;
      const own = { seed, source: sourceSha256, index, strategy: 'custom' };
      const key = dial === undefined ? own : { ...own, draw: dial.draw };
      const drawing = { level, facts: normalizedFacts(facts), assets, files };
      const dialled = dial === undefined ? {} : { dial: { strength: dial.strength, key } };
      const { steps, rejected } = drawChain(chain, { ...drawing, random: randomStream(key), ...dialled });
      const modules = modulesOf(steps, catalogue);
      return {
        ...{ formatVersion: planFormatVersion, strategy: 'custom', level, seed, index },
        ...(modules.length === 0 ? {} : { modules }),
        ...{ source: { sha256: sourceSha256 }, steps, rejected },
      };
    },
    withAssets(own) {
      const all = new Map([...generatedFiles, ...own]);
      const problems = named.flatMap(asset => problemOf(asset, all));
      if (problems.length > 0) throw new refusal(problems);
      return templateOf(parts, all);
    },
  };
}

function problemOf(
  { path, file, schema }: NamedAsset,
  files: ReadonlyMap<string, AssetFacts>,
): PlanProblem[] {
  const facts = files.get(file);
  if (facts !== undefined && schema.safeParse(facts).success) return [];
  const hint = didYouMean(file, [...files.keys()]) || ' (--assets DIR names their folder)';
  const problem =
    facts === undefined
      ? `is not among the assets${hint}`
      : `cannot be used here, as it is of the kind ${facts.kind}`;
  return [{ path, message: `${JSON.stringify(file)} ${problem}` }];
}
