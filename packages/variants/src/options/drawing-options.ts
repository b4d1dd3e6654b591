import {
  builtInCatalogue,
  type Catalogue,
  type Level,
  layers,
  levels,
  mostGridPoints,
  type PlanTemplate,
  type Recipe,
  shippedRecipes,
  single,
  strategyNames,
} from '@variegate/core-filters';
import { z } from 'zod';
import type { Options } from './option.ts';
import { between, difficulty, given, listOf, oneOf, pathOf, whole } from './option-schemas.ts';
import { band } from './target.ts';

/** Most variants of one input. */
export const maxCount = 100_000;

/** Most recipes of one run. */
const mostCombined = 50;

/** Number of variants of each input where a batch does not say it. */
export const batchCount = 3;

const draws = ['variants', 'batch', 'plan'] as const;
const drawsOrMeasures = [...draws, 'bench'] as const;

/** Layers, and transformations of a catalogue, by name. */
export const selection = (catalogue: Catalogue = builtInCatalogue) => {
  const names: readonly string[] = [...layers, ...catalogue.transformations.map(({ name }) => name)];
  const error = `any of ${names.join(', ')}`;
  return listOf(z.enum(names, { error }), error);
};
/** Whether something is what `definePlan` and `recipeChain` make. */
export const isTemplate = (value: unknown): value is PlanTemplate =>
  typeof value === 'object' && value !== null && 'draw' in value;

/** Whether something is what `createCatalogue` makes. */
export const isCatalogue = (value: unknown): value is Catalogue =>
  typeof value === 'object' && value !== null && 'find' in value && 'transformations' in value;

const shippedNames = [...shippedRecipes.keys()];

/** One of something, or several of them, none of them twice. */
const oneOrMore = <Item>(one: z.ZodType<Item>, error: string): z.ZodType<Item | readonly Item[]> =>
  z.union([one, z.array(one, { error }).min(1, { error }).max(mostCombined, { error })], { error });

/** A recipe, which is checked when its chain is made, or the name of a shipped one. */
const recipe = (): z.ZodType<Recipe | string> => {
  const error = `a recipe as JSON, or one of ${shippedNames.join(', ')}; files and modules are read by the command line only`;
  const own = z.looseObject({}).meta({ $ref: 'recipe.schema.json' }) as unknown as z.ZodType<Recipe>;
  return z.union([own, z.enum(shippedNames)], { error });
};

const indexError = 'numbers of variants from 1, and ranges of them such as 7..9';

/** A number of a variant, or the first and the last of several. */
const indexEntry = (): z.ZodType<number | string> => {
  const error = indexError;
  const text = z.string({ error }).regex(/^[1-9]\d{0,5}(\.\.[1-9]\d{0,5})?$/, { error });
  return z.union([whole(1, maxCount, error), text], { error });
};

const idError = 'ids of variants, or the first 6 or more of their 64 lower-case hex digits';

/** How plans are drawn. */
export const drawingOptions = {
  /** Number of variants of each input, 1 to 100000. Raising it keeps those that exist. @default 5, in a batch 3 */
  count: {
    schema: whole(1, maxCount),
    description: 'number of variants of each input, 1 to 100000',
    default: 5,
    defaultText: `5 (batch: ${batchCount})`,
    flag: '-n, --count <N>',
    reads: 'number',
    commands: draws,
    formerName: 'variantsPerFile',
    request: true,
  },
  /** How chains are drawn. @default 'standard' */
  strategy: {
    schema: oneOf([...strategyNames, single.name]),
    description: 'how chains are drawn',
    defaultText: 'standard',
    flag: '-s, --strategy <NAME>',
    commands: drawsOrMeasures,
    request: true,
  },
  /** Number of intensities at which the strategy `single` applies each transformation, 1 to 20. @default 3 */
  grid: {
    schema: whole(1, mostGridPoints),
    description: `number of intensities at which the strategy \`single\` applies each transformation, 1 to ${mostGridPoints}`,
    default: 3,
    flag: '--grid <N>',
    reads: 'number',
    commands: drawsOrMeasures,
    request: true,
  },
  /**
   * Recipe that plans are drawn by instead of by a strategy, or the name of a shipped one; may be given several times, for as
   * many variants by each. Its level and its count hold where none are given. @default none
   */
  recipe: {
    schema: oneOrMore(recipe(), recipe().safeParse(0).error?.issues[0]?.message ?? ''),
    description:
      'recipe that plans are drawn by instead of by a strategy, or the name of a shipped one (see "variegate recipe list"); may be given several times, for as many variants by each',
    defaultText: 'none',
    flag: '--recipe <FILE|NAME>',
    reads: 'one-or-more',
    completes: 'file',
    commands: drawsOrMeasures,
    request: true,
  },
  /** A chain made by `definePlan`, from which plans are drawn instead of by a strategy. */
  chain: {
    schema: given<PlanTemplate>('a chain that definePlan made', isTemplate),
    description: 'a chain made by `definePlan`, from which plans are drawn instead of by a strategy',
  },
  /** A catalogue made by `createCatalogue`, from which strategies draw and in which the steps of a chain are found. @default the built-in one */
  catalogue: {
    schema: given<Catalogue>('a catalogue that createCatalogue made', isCatalogue),
    description:
      'a catalogue made by `createCatalogue`, from which strategies draw and in which the steps of a chain are found',
    defaultText: 'the built-in one',
  },
  /** Seed of everything random; a whole number from 0. @default 0 */
  seed: {
    schema: whole(0, Number.MAX_SAFE_INTEGER),
    description: 'seed of everything random; a whole number from 0',
    default: 0,
    flag: '--seed <N>',
    reads: 'number',
    commands: drawsOrMeasures,
    request: true,
  },
  /** How strong chains are: light, medium, strong, a number from 0 to 1, or several of them, for as many variants at each. @default 'medium' */
  level: {
    schema: oneOrMore<Level>(
      difficulty(),
      `one of ${levels.join(', ')}, a number from 0 to 1, or a list of them`,
    ),
    description:
      'how strong chains are: light, medium, strong, a number from 0 to 1, or several of them, for as many variants at each',
    default: 'medium',
    flag: '--level <LEVEL,...>',
    reads: 'one-or-more-names',
    commands: drawsOrMeasures,
    request: true,
  },
  /** Transformations or layers to draw from. @default all */
  only: {
    schema: selection(),
    description: 'transformations or layers to draw from (see "variegate catalogue")',
    defaultText: 'all',
    flag: '--only <NAME|LAYER,...>',
    reads: 'names',
    commands: drawsOrMeasures,
    request: true,
  },
  /** Transformations or layers never to draw. @default none */
  exclude: {
    schema: selection(),
    description: 'transformations or layers never to draw',
    default: [],
    defaultText: 'none',
    flag: '--exclude <NAME|LAYER,...>',
    reads: 'names',
    commands: drawsOrMeasures,
    request: true,
  },
  /** Numbers of variants of each input, and ranges of them such as 7..9: only these are made. @default all */
  index: {
    schema: listOf(indexEntry(), indexError),
    description: 'numbers of variants of each input, and ranges of them such as 7..9: only these are made',
    defaultText: 'all',
    flag: '--index <N|N..M,...>',
    reads: 'names',
    commands: draws,
    request: true,
  },
  /** Ids of variants, or the first 6 or more of their digits: only these are made. @default all */
  id: {
    schema: listOf(z.string({ error: idError }).regex(/^[0-9a-f]{6,64}$/, { error: idError }), idError),
    description: 'ids of variants, or the first 6 or more of their digits: only these are made',
    defaultText: 'all',
    flag: '--id <ID,...>',
    reads: 'names',
    commands: draws,
    request: true,
  },
  /**
   * Number of unedited re-encodes of each input besides its variants, with the same sizes, rates and codec settings, 0 to
   * 100000. @default 0
   */
  controls: {
    schema: whole(0, maxCount),
    description:
      'number of unedited re-encodes of each input besides its variants, with the same sizes, rates and codec settings, 0 to 100000',
    default: 0,
    flag: '--controls <N>',
    reads: 'number',
    commands: draws,
    request: true,
  },
  /**
   * Files, folders and globs with videos outside the set: each gets as many variants as an input, none of them in the
   * ground truth. Folders are searched with all folders in them. @default none
   */
  distractors: {
    schema: listOf(pathOf('a path'), 'a list of paths'),
    description:
      'files, folders and globs with videos outside the set: each gets as many variants as an input, none of them in the ground truth',
    defaultText: 'none',
    flag: '--distractors <PATH>',
    reads: 'paths',
    completes: 'folder',
    commands: ['variants', 'batch'],
    request: true,
  },
  /**
   * Folder of images (PNG, JPEG), audio (WAV, MP3) and videos for overlays, inserts and replaced audio.
   * @default a small generated set, the same on every machine
   */
  assets: {
    schema: pathOf('the path of a folder'),
    description:
      'folder of images (PNG, JPEG), audio (WAV, MP3) and videos for overlays, inserts and replaced audio',
    defaultText: 'a generated set',
    flag: '--assets <DIR>',
    completes: 'folder',
    commands: [...draws, 'render', 'apply'],
    request: true,
  },
  /**
   * Band in which the mean PDQ distance of a finished variant shall be, in bits from 0 to 256, such as 25..35; the chain is
   * searched for. @default none
   */
  targetDistance: {
    schema: band('distance', '25..35, 25.. or ..35'),
    description:
      'band in which the mean PDQ distance of a finished variant shall be, in bits from 0 to 256, such as 25..35; the chain is searched for',
    defaultText: 'none',
    flag: '--target-distance <A..B>',
    commands: draws,
    request: true,
  },
  /**
   * Band in which the share of matched frames of a finished variant shall be, in percent, such as 40..60%; the chain is searched
   * for. @default none
   */
  targetMatch: {
    schema: band('match', '40..60%, 40.. or ..60'),
    description:
      'band in which the share of matched frames of a finished variant shall be, in percent, such as 40..60%; the chain is searched for',
    defaultText: 'none',
    flag: '--target-match <A..B%>',
    commands: draws,
    request: true,
  },
  /** Band in which the SSIM of a finished variant shall be, from 0 to 1, such as 0.9..; the chain is searched for. @default none */
  targetSsim: {
    schema: band('ssim', '0.9.., 0.8..0.9 or ..0.9'),
    description:
      'band in which the SSIM of a finished variant shall be, from 0 to 1, such as 0.9..; the chain is searched for',
    defaultText: 'none',
    flag: '--target-ssim <A..B>',
    commands: draws,
    request: true,
  },
  /** Lowest SSIM that `enhanced_metrics` keeps, 0 to 1. @default 0.9 */
  qualityFloor: {
    schema: between(0, 1),
    description: 'lowest SSIM that `enhanced_metrics` keeps, 0 to 1',
    default: 0.9,
    flag: '--quality-floor <X>',
    reads: 'number',
    commands: ['variants', 'batch'],
    request: true,
  },
} as const satisfies Options;
