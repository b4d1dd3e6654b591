import {
  type Catalogue,
  type Level,
  type PlanTemplate,
  positionOf,
  singleNames,
  singleTemplate,
} from '@variegate/core-filters';
import { OptionInvalidError } from '../errors.ts';
import { comparePlaces, drawnSlots, type SlotsByRole } from '../job/variant-slot.ts';
import { maxCount } from './drawing-options.ts';

/** What is drawn in one way of each input: the variants at a level, by a recipe, or with one transformation. */
export interface Series {
  /** What the names of its files have besides the number; absent where a run needs none. */
  readonly name?: string;
  readonly level: Level;
  /** What draws its plans; `null`: the strategy of the run. */
  readonly template: PlanTemplate | null;
  /** Whether plans have to name their recipe, as those of two recipes may be the same otherwise. */
  readonly namesRecipe: boolean;
  /** Variants of each input. */
  readonly count: number;
  /** Controls of each input. */
  readonly controls: number;
}

/** What the series of a run follow from. */
export interface SeriesRequest {
  /** Chains and recipes to draw from; none: the strategy. */
  readonly templates: readonly PlanTemplate[];
  /** The levels that were asked for; none: those of the recipes, or the default. */
  readonly levels: readonly Level[];
  /** As it was asked for; `undefined`: that of the recipes, or the default. */
  readonly count: number | undefined;
  readonly usual: { readonly level: Level; readonly count: number };
  readonly controls: number;
}

/**
 * The series of a run: one for each recipe at each level. Controls go by the level alone.
 *
 * @throws {VARIANTS_OPTION_INVALID} where two of them would have one name, or an input would have too many variants.
 */
export function drawnSeries(request: SeriesRequest): readonly Series[] {
  const { templates, controls, count, usual } = request;
  assertDistinct('level', request.levels.map(String));
  if (templates.length > 1) {
    const identities = templates.flatMap(({ recipe }) => (recipe === undefined ? [] : [recipe.name]));
    if (identities.length < templates.length)
      throw new OptionInvalidError('recipe', {
        cannot: 'be several where one is a template, which has no name',
      });
    assertDistinct('recipe', identities);
  }
  const ofLevels = request.levels.length > 1;
  const named = (template: PlanTemplate | null, level: Level) => {
    const parts = [
      ...(templates.length > 1 ? [template?.recipe?.name] : []),
      ...(ofLevels ? [nameOfLevel(level)] : []),
    ];
    return parts.length === 0 ? {} : { name: parts.join('-') };
  };
  const drawn = (templates.length === 0 ? [null] : templates).flatMap(template => {
    const { level: ownLevel, count: ownCount } = template?.defaults ?? {};
    const own = request.levels.length === 0 ? [ownLevel ?? usual.level] : request.levels;
    return own.map(
      (level): Series => ({
        ...named(template, level),
        ...{ level, template, namesRecipe: templates.length > 1, controls: 0 },
        count: count ?? ownCount ?? usual.count,
      }),
    );
  });
  const drawnLevels = [...new Set(drawn.map(({ level }) => level))];
  const levelsOfControls =
    controls === 0 ? [] : drawnLevels.toSorted((one, other) => positionOf(one) - positionOf(other));
  const all = [
    ...drawn,
    ...levelsOfControls.map(
      (level): Series => ({
        ...(levelsOfControls.length > 1 ? { name: nameOfLevel(level) } : {}),
        ...{ level, template: null, namesRecipe: false, count: 0, controls },
      }),
    ),
  ];
  assertFew(all);
  return all;
}

/** A level in the name of a file, which has no dots: a number as its thousandths, such as `l0250`. */
function nameOfLevel(level: Level): string {
  return typeof level === 'string' ? level : `l${String(Math.round(level * 1000)).padStart(4, '0')}`;
}

/**
 * The series of the strategy `single`: one for each transformation, its variants the points of its grid.
 *
 * @throws {VARIANTS_OPTION_INVALID} when nothing is left to apply.
 */
export function singleSeries(
  selection: { readonly only: readonly string[]; readonly exclude: readonly string[] },
  { grid, controls, level }: { readonly grid: number; readonly controls: number; readonly level: Level },
  catalogue: Catalogue,
): readonly Series[] {
  const names = singleNames(selection, catalogue);
  if (names.length === 0)
    throw new OptionInvalidError('exclude', { cannot: 'leave out every transformation' });
  const usual = { level, namesRecipe: false };
  const all = [
    ...names.map(name => ({
      ...{ ...usual, name, count: grid, controls: 0 },
      template: singleTemplate(name, grid, catalogue),
    })),
    ...(controls === 0 ? [] : [{ ...usual, template: null, count: 0, controls }]),
  ];
  assertFew(all);
  return all;
}

/** The variants that each input is to have: all of the series, or those that are selected. */
export function slotsOfSeries(series: readonly Series[], index?: readonly (number | string)[]): SlotsByRole {
  const all = series.map(drawnSlots);
  const ranges = index?.map(rangeOf);
  const isSelected = (slot: { readonly index: number }) =>
    ranges === undefined || ranges.some(([first, last]) => slot.index >= first && slot.index <= last);
  const of = (role: keyof SlotsByRole) =>
    all
      .flatMap(slots => slots[role])
      .filter(isSelected)
      .sort(comparePlaces);
  return { reference: of('reference'), distractor: of('distractor') };
}

/** The largest number of a selection. */
export function lastOf(index: readonly (number | string)[]): number {
  return Math.max(...index.map(entry => rangeOf(entry)[1]));
}

/**
 * Makes sure that a selection has numbers of variants that there are.
 *
 * @throws {VARIANTS_OPTION_INVALID} at the first entry that has none.
 */
export function assertSelectable(series: readonly Series[], index: readonly (number | string)[]): void {
  const most = Math.max(...series.map(({ count, controls }) => Math.max(count, controls)));
  for (const entry of index) {
    const [first, last] = rangeOf(entry);
    if (first <= last && last <= most) continue;
    const allowed = `numbers from 1 to ${most}, and ranges such as 1..${most}`;
    throw new OptionInvalidError('index', allowed, entry);
  }
}

function rangeOf(entry: number | string): readonly [first: number, last: number] {
  const [first = 0, last = first] = String(entry).split('..').map(Number);
  return [first, last];
}

function assertDistinct(option: string, names: readonly string[]): void {
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined) throw new OptionInvalidError(option, { cannot: `be ${twice} twice` });
}

function assertFew(series: readonly Series[]): void {
  const total = series.reduce((sum, { count, controls }) => sum + count + controls, 0);
  const most = 2 * maxCount;
  if (total > most)
    throw new OptionInvalidError('count', {
      cannot: `be that high: it comes to ${total} variants of each input, and ${most} are the most`,
    });
}
