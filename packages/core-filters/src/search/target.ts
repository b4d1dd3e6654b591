/** What a target may be about, with the ends of its scale. */
export const targetScales = {
  /** Mean PDQ distance, in bits, of frames from those of the source that they show. */
  distance: { lowest: 0, highest: 256, unit: 10, grows: true },
  /** Percent of frames that a search of the source would find. */
  match: { lowest: 0, highest: 100, unit: 20, grows: false },
  /** SSIM to the source after the same geometry and timing. */
  ssim: { lowest: 0, highest: 1, unit: 0.05, grows: false },
} as const satisfies Readonly<Record<string, TargetScale>>;

interface TargetScale {
  readonly lowest: number;
  readonly highest: number;
  /** By how much one of the measures is as far off as another by its unit. */
  readonly unit: number;
  /** Whether it grows as a chain becomes stronger. */
  readonly grows: boolean;
}

/** A measure that a target may have. */
export type TargetMeasure = keyof typeof targetScales;

/** Lowest and highest value that is wanted, both included. */
export interface TargetBand {
  readonly from: number;
  readonly to: number;
}

/** What a finished variant shall measure; one band or more. */
export type Target = { readonly [Measure in TargetMeasure]?: TargetBand };

/** What measuring has shown, of what was asked for; `null` where it could not be measured. */
export type TargetFigures = { readonly [Measure in TargetMeasure]?: number | null };

/** By how much figures of a finished file are above those of its samples. */
export type TargetBias = { readonly [Measure in TargetMeasure]?: number };

/** How figures stand to a target. */
export interface TargetStanding {
  /** How far they are outside, in units of the measure that is furthest; 0: within. */
  readonly outside: number;
  /** How far they are from what is aimed at: above 0 where the chain is too strong, below 0 where it is too mild. */
  readonly lean: number;
  /** The part of the band, 0 or more, on either side of what is aimed at that holds them; 0.5 is the edge of most. */
  readonly share: number;
  /** Whether one measure asks for a stronger chain and another one for a milder. */
  readonly isTorn: boolean;
}

/** How far inside its only edge a band is aimed at that is open on one side, in units. */
const insetUnits = 0.3;

/** How figures stand to a target; `null` where one of the wanted measures is missing. */
export function standingOf(
  target: Target,
  figures: TargetFigures,
  bias: TargetBias = {},
): TargetStanding | null {
  const standings: Omit<TargetStanding, 'isTorn'>[] = [];
  for (const measure of measuresOf(target)) {
    const { [measure]: band } = target;
    const figure = figures[measure] ?? null;
    if (band === undefined) continue;
    if (figure === null) return null;
    standings.push(standingIn(measure, band, figure + (bias[measure] ?? 0)));
  }
  const furthest = standings.toSorted(
    (one, other) => other.outside - one.outside || Math.abs(other.lean) - Math.abs(one.lean),
  )[0];
  if (furthest === undefined) return null;
  const beyond = standings.filter(({ outside }) => outside > 0).map(({ lean }) => Math.sign(lean));
  return {
    outside: furthest.outside,
    lean: furthest.lean,
    share: Math.max(...standings.map(({ share }) => share)),
    isTorn: beyond.includes(1) && beyond.includes(-1),
  };
}

/** Whether finished figures are all within the target; what could not be measured is not. */
export function isWithin(target: Target, figures: TargetFigures): boolean {
  return standingOf(target, figures)?.outside === 0;
}

/** The measures that a target asks for. */
export function measuresOf(target: Target): readonly TargetMeasure[] {
  return (Object.keys(targetScales) as TargetMeasure[]).filter(measure => target[measure] !== undefined);
}

/** What is aimed at within a band. */
export function aimOf(measure: TargetMeasure, { from, to }: TargetBand): number {
  const { lowest, highest, unit } = targetScales[measure];
  const inset = Math.min((to - from) / 2, insetUnits * unit);
  if (from <= lowest && to < highest) return to - inset;
  if (to >= highest && from > lowest) return from + inset;
  return (from + to) / 2;
}

function standingIn(
  measure: TargetMeasure,
  band: TargetBand,
  figure: number,
): Omit<TargetStanding, 'isTorn'> {
  const { lowest, highest, unit, grows } = targetScales[measure];
  const aim = aimOf(measure, band);
  const isFree = (figure < aim && band.from <= lowest) || (figure > aim && band.to >= highest);
  const away = isFree ? 0 : (figure - aim) / unit;
  return {
    outside: Math.max(0, band.from - figure, figure - band.to) / unit,
    lean: grows ? away : -away,
    share: away === 0 ? 0 : Math.abs(figure - aim) / Math.max(band.to - band.from, 1e-9),
  };
}
