import { lacksAssets } from '../assets/asset-facts.ts';
import { builtInCatalogue, type Catalogue, modulesOf } from '../catalogue/create-catalogue.ts';
import { levels } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import { normalizedFacts } from '../facts/normalized-facts.ts';
import { drawStep } from '../plan/draw-step.ts';
import { type ChainRequest, type Plan, planFormatVersion } from '../plan/plan.ts';
import type { WalkedStep } from '../plan/walk-steps.ts';
import { randomStream } from '../random-stream.ts';
import type { PlanTemplate } from '../recipe/define-plan.ts';
import { roundTo } from '../round-to.ts';
import { type CatalogueSelection, SelectionUnknownError, selectCandidates } from './candidates.ts';

/** One transformation in each plan, over a grid of intensities: which of them breaks a detector, and from where on. */
export const single = {
  name: 'single',
  summary:
    'one transformation in each variant, each in turn, over a grid of intensities: which of them breaks a detector.',
  minSteps: 1,
  maxSteps: 1,
} as const;

/** Most points of a grid. */
export const mostGridPoints = 20;

/** Draws of a transformation at each level, of which those nearest to the points of a grid are taken. */
const drawsPerLevel = 16;

/**
 * The transformations that are applied one by one, in the order of the catalogue.
 *
 * @throws SELECTION_UNKNOWN - for an entry that is neither a transformation nor a layer.
 */
export function singleNames(
  selection: CatalogueSelection,
  catalogue: Catalogue = builtInCatalogue,
): readonly string[] {
  return selectCandidates(catalogue.transformations, selection).map(({ name }) => name);
}

/**
 * Draws plans of one transformation. The number of a plan is its point on a grid from the weakest to the strongest that the
 * source allows; each has another intensity. Where there is no such point, the plan has no step and says why. A plan
 * follows from source, seed, transformation and grid alone, whatever else is in the catalogue.
 *
 * @param points - of the grid, 1 to 20
 * @throws SELECTION_UNKNOWN - when the catalogue has no transformation of that name.
 */
export function singleTemplate(
  name: string,
  points: number,
  catalogue: Catalogue = builtInCatalogue,
): PlanTemplate {
  const transformation = catalogue.find(name);
  if (transformation === null)
    throw new SelectionUnknownError(
      name,
      catalogue.transformations.map(one => one.name),
    );
  return {
    catalogue,
    draw(request) {
      const { seed, index, sourceSha256 } = request;
      const grid = gridOf(transformation, request, points);
      const point = typeof grid === 'string' ? undefined : grid[index - 1];
      const modules = point === undefined ? [] : modulesOf([point.walked.step], catalogue);
      return {
        ...{ formatVersion: planFormatVersion, strategy: single.name, seed, index },
        level: point?.level ?? request.level,
        ...(point === undefined ? {} : { single: { transformation: name, intensity: point.intensity } }),
        ...(modules.length === 0 ? {} : { modules }),
        source: { sha256: sourceSha256 },
        ...chainOf(name, point, grid),
      };
    },
  };
}

interface GridPoint {
  readonly walked: WalkedStep;
  /** The level whose ranges it was drawn from. */
  readonly level: Plan['level'];
  /** 0 to 100, to a tenth: what is compared must be the same on every machine. */
  readonly intensity: number;
}

function chainOf(
  name: string,
  point: GridPoint | undefined,
  grid: readonly GridPoint[] | string,
): Pick<Plan, 'steps' | 'rejected'> {
  if (point !== undefined) return { steps: [point.walked.step], rejected: [] };
  const reason = typeof grid === 'string' ? grid : `it has only ${countOf(grid.length)} here`;
  return { steps: [], rejected: [{ name, reason }] };
}

function countOf(intensities: number): string {
  return intensities === 1 ? 'one intensity' : `${intensities} intensities`;
}

/** Points in the order of their intensities, fewer where the transformation has not as many; or why there is none. */
function gridOf(
  transformation: Transformation,
  { seed, sourceSha256, facts: source, assets }: ChainRequest,
  points: number,
): readonly GridPoint[] | string {
  const facts = normalizedFacts(source);
  const lacking = assets === undefined ? null : lacksAssets(assets, transformation.assetKinds);
  if (lacking !== null) return lacking;
  const byIntensity = new Map<number, GridPoint>();
  let reason = 'no parameters fit';
  for (const level of levels) {
    for (let number = 1; number <= drawsPerLevel; number++) {
      const key = { strategy: single.name, transformation: transformation.name, level, number };
      const random = randomStream({ seed, source: sourceSha256, ...key });
      const walked = drawStep(transformation, { random, facts, level, assets });
      if (typeof walked === 'string') {
        reason = walked;
        continue;
      }
      const intensity = roundTo(transformation.intensity(walked.step.params), 1);
      if (!byIntensity.has(intensity)) byIntensity.set(intensity, { walked, level, intensity });
    }
  }
  const drawn = [...byIntensity.values()].sort((one, other) => one.intensity - other.intensity);
  return drawn.length === 0 ? reason : evenlySpaced(drawn, points);
}

/** The points that are nearest to an even grid from the first to the last; of a single one, to the middle. */
function evenlySpaced(drawn: readonly GridPoint[], points: number): readonly GridPoint[] {
  const count = Math.min(points, drawn.length);
  const [lowest = 0, highest = 0] = [drawn[0]?.intensity, drawn.at(-1)?.intensity];
  const taken: GridPoint[] = [];
  let next = 0;
  for (let place = 0; place < count; place++) {
    const share = count === 1 ? 0.5 : place / (count - 1);
    const wanted = roundTo(lowest + (highest - lowest) * share, 1);
    const away = (point: GridPoint) => roundTo(Math.abs(point.intensity - wanted), 1);
    // Each point after it needs one that is stronger.
    const choice = drawn.slice(next, drawn.length - (count - place - 1));
    const nearest = choice.reduce((best, point) => (away(point) < away(best) ? point : best));
    taken.push(nearest);
    next = drawn.indexOf(nearest) + 1;
  }
  return taken;
}
