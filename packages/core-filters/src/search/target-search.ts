import { positionOf } from '../catalogue/level.ts';
import { roundTo } from '../round-to.ts';
import { type DialChoice, type PlanDial, planDial, shareOfEase, type TargetRequest } from './plan-dial.ts';
import { aimOf, standingOf, type TargetBias, type TargetFigures, type TargetStanding } from './target.ts';

/** A candidate for a target: a draw, and how strong it is. */
export interface TargetChoice extends DialChoice {
  /** 0..1, to a thousandth. */
  readonly strength: number;
}

/** A candidate, and what the samples have shown of it; `null` where it could not be measured. */
export interface JudgedChoice extends TargetChoice {
  readonly scores: TargetFigures | null;
}

/** What a search for a target goes by besides its request. */
export interface TargetSearchOptions {
  /** Most candidates in all. @default 12 */
  readonly most?: number;
  /** By how much finished files were above their samples. @default not at all */
  readonly bias?: TargetBias;
}

/** Candidates of a search. */
export const mostTargetCandidates = 12;

/** Candidates of one draw, before another is tried. */
const mostPerDraw = 5;

/** Strengths that are nearer to each other give the same chain, or one that jumps between the two. */
const finest = 0.01;

/** Parts of a band on either side of what is aimed at that are good enough: at first, for each candidate more, and at most. */
const centralShare = 0.22;
const shareForEach = 0.04;
const mostCentralShare = 0.4;

/** What part of the bits that transformations declare chains have come to: independent moves cancel out a little. */
const usualTruth = 0.75;

/** Least step where nothing is known of one side. */
const leastStep = 0.03;

/** By how much the expected bits are changed where no measure says how far away the target is. */
const stride = 1.4;

/** The plan of a candidate. */
export function planOfChoice(request: TargetRequest, choice: TargetChoice): ReturnType<PlanDial['plan']> {
  return planDial(request, choice).plan(choice.strength);
}

/**
 * The next candidate of a search for a target, by all that is known: the strength of a draw is changed, as one looks for a
 * zero, until it is well within the target, and where a draw does not reach it another is made. The same answers give the
 * same candidates on every machine.
 *
 * @returns `null` where a candidate is well within, or the search has used up its candidates.
 */
export function nextChoice(
  request: TargetRequest,
  judged: readonly JudgedChoice[],
  { most = mostTargetCandidates, bias = {} }: TargetSearchOptions = {},
): TargetChoice | null {
  const points = judged.map(choice => ({ ...choice, standing: standingOfChoice(request, choice, bias) }));
  if (judged.length >= most || points.some(isGoodEnough(judged.length))) return null;
  const draws = [...Map.groupBy(points, ({ draw }) => draw).values()].map(
    own => new Draw(request, own, bias),
  );
  for (const draw of draws.toSorted((one, other) => one.away - other.away)) {
    if (draw.next !== null) return draw.next;
  }
  const last = draws.at(-1);
  const choice = { draw: draws.length + 1, ease: (last?.ease ?? 0) + (last?.easeAfter ?? 0) };
  const dial = planDial(request, choice);
  return { ...choice, strength: firstStrength(request, dial, draws, bias) };
}

/** Whether a candidate is so far within that looking for a nearer one is not worth it, the less so the more there were. */
function isGoodEnough(candidates: number): (point: Point) => boolean {
  const share = Math.min(mostCentralShare, centralShare + shareForEach * candidates);
  return ({ standing }) => standing !== null && standing.outside === 0 && standing.share <= share;
}

/** Which of the candidates is nearest to the middle of the target, or least outside; `null` where none was measured. */
export function nearestChoice<Choice extends JudgedChoice>(
  request: Pick<TargetRequest, 'target'>,
  judged: readonly Choice[],
  bias: TargetBias = {},
): Choice | null {
  let nearest: Choice | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const choice of judged) {
    const away = awayOf(standingOfChoice(request, choice, bias));
    if (away < least) [nearest, least] = [choice, away];
  }
  return nearest;
}

function standingOfChoice(
  { target }: Pick<TargetRequest, 'target'>,
  { scores }: JudgedChoice,
  bias: TargetBias,
): TargetStanding | null {
  return scores === null ? null : standingOf(target, scores, bias);
}

/** One number for how bad a candidate is; everything outside is worse than anything within. */
function awayOf(standing: TargetStanding | null): number {
  if (standing === null) return Number.POSITIVE_INFINITY;
  return standing.outside > 0 ? 1000 + standing.outside : Math.abs(standing.lean);
}

interface Point extends JudgedChoice {
  readonly standing: TargetStanding | null;
}

/** What is known of one draw. */
class Draw {
  readonly ease: number;
  /** How far its best candidate is away. */
  readonly away: number;
  /** Its next candidate; `null` where it is of no more use. */
  readonly next: TargetChoice | null;
  /** What its end says of the next draw: whether it should be milder, stronger, or neither. */
  readonly easeAfter: number;
  readonly points: readonly Point[];
  readonly dial: PlanDial;

  constructor(request: TargetRequest, points: readonly Point[], bias: TargetBias) {
    const [{ draw, ease } = { draw: 1, ease: 0 }] = points;
    this.ease = ease;
    this.points = points;
    this.dial = planDial(request, { draw, ease });
    this.away = Math.min(...points.map(({ standing }) => awayOf(standing)));
    const strength = this.#nextStrength(request, bias);
    this.easeAfter = typeof strength === 'number' ? 0 : strength.ease;
    this.next = typeof strength === 'number' ? { draw, ease, strength } : null;
  }

  /** The strength to try next, or, where there is none, how the next draw should differ. */
  #nextStrength(request: TargetRequest, bias: TargetBias): number | { readonly ease: number } {
    const known = this.points
      .flatMap(({ strength, standing }) => (standing === null ? [] : { strength, standing }))
      .sort((one, other) => one.strength - other.strength);
    if (known.length < this.points.length || known.length >= mostPerDraw) return { ease: 0 };
    if (known.some(({ standing }) => standing.isTorn)) return { ease: 0 };
    const above = known.find(({ standing }) => standing.lean > 0);
    const below = known.findLast(
      ({ strength, standing }) => standing.lean <= 0 && strength < (above?.strength ?? 2),
    );
    if (above !== undefined && below !== undefined) {
      const width = above.strength - below.strength;
      if (width <= finest) return { ease: 0 };
      const share = -below.standing.lean / (above.standing.lean - below.standing.lean);
      const inner = Math.min(0.9, Math.max(0.1, share));
      return this.#unlessTried(roundTo(below.strength + width * inner, 3), 0);
    }
    const end = above ?? below;
    if (end === undefined) return { ease: 0 };
    const isStrong = above !== undefined;
    const point = this.points.find(({ strength }) => strength === end.strength);
    const ratio = ratioOf(request, point, isStrong, bias);
    // As much milder as this one was too strong at its mildest.
    const ease = isStrong ? Math.max(1, Math.round(Math.log(ratio) / Math.log(shareOfEase))) : -1;
    if (end.strength === (isStrong ? 0 : 1)) return { ease };
    const wanted = this.dial.bits(end.strength) * ratio;
    const guess = strengthOf(this.dial, wanted);
    const step = isStrong
      ? Math.min(guess, end.strength - leastStep)
      : Math.max(guess, end.strength + leastStep);
    return this.#unlessTried(roundTo(Math.min(1, Math.max(0, step)), 3), ease);
  }

  #unlessTried(strength: number, ease: number): number | { readonly ease: number } {
    return this.points.some(point => point.strength === strength) ? { ease } : strength;
  }
}

/** By how much the bits of a chain should change. */
function ratioOf(
  { target: { distance } }: TargetRequest,
  point: Point | undefined,
  isStrong: boolean,
  bias: TargetBias,
): number {
  const measured = point?.scores?.distance ?? null;
  if (distance === undefined || measured === null) return isStrong ? 1 / stride : stride;
  const ratio = (aimOf('distance', distance) - (bias.distance ?? 0)) / Math.max(1, measured);
  return Math.min(4, Math.max(0.25, ratio));
}

/** Where a new draw begins: where its bits are those of the target, as far as those of others were true; else at the level. */
function firstStrength(
  request: TargetRequest,
  dial: PlanDial,
  draws: readonly Draw[],
  bias: TargetBias,
): number {
  const { distance } = request.target;
  const known = draws.flatMap(({ points, dial: own }) =>
    points.flatMap(({ strength, scores }) => {
      const [measured, expected] = [scores?.distance ?? null, own.bits(strength)];
      return measured === null || expected < 1 ? [] : [measured / expected];
    }),
  );
  if (distance === undefined) {
    const best = draws
      .flatMap(({ points }) => points)
      .toSorted((a, b) => awayOf(a.standing) - awayOf(b.standing))[0];
    return roundTo(best?.strength ?? positionOf(request.level), 3);
  }
  const truth = (usualTruth + known.reduce((sum, each) => sum + each, 0)) / (1 + known.length);
  const aim = aimOf('distance', distance) - (bias.distance ?? 0);
  return strengthOf(dial, aim / Math.max(0.2, truth));
}

/** The strength at which a chain is expected to have so many bits. */
function strengthOf(dial: PlanDial, bits: number): number {
  let [low, high] = [0, 1];
  while (high - low > 1 / 256) {
    const middle = (low + high) / 2;
    if (dial.bits(middle) <= bits) low = middle;
    else high = middle;
  }
  return dial.bits(1) <= bits ? 1 : roundTo(low, 3);
}
