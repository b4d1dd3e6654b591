import type { SectionResult } from './benchmark-results.ts';
import type { Figure } from './scenario.ts';

/** A figure that differs from the one of the run before. */
export interface Change {
  readonly section: string;
  readonly figure: Figure;
  readonly before: number;
  /** By how much it became worse, as a share of what it was; negative where it became better. */
  readonly worseBy: number;
}

/** What is compared of a section. */
export type ComparedSection = Pick<SectionResult, 'name' | 'figures'>;

/** Less than this can be chance. */
const noticeable = 0.05;

/** What changed noticeably between the results of two runs, worst first. */
export function compareResults(
  previous: readonly ComparedSection[],
  measured: readonly ComparedSection[],
): readonly Change[] {
  const before = new Map(
    previous.flatMap(({ name, figures }) => figures.map(figure => [`${name}/${figure.name}`, figure.value])),
  );
  return measured
    .flatMap(({ name, figures }) =>
      figures.flatMap((figure): Change[] => {
        const earlier = before.get(`${name}/${figure.name}`);
        if (earlier === undefined || earlier === 0) return [];
        const growth = (figure.value - earlier) / Math.abs(earlier);
        return [
          { section: name, figure, before: earlier, worseBy: figure.better === 'less' ? growth : -growth },
        ];
      }),
    )
    .filter(({ worseBy }) => Math.abs(worseBy) >= noticeable)
    .sort((a, b) => b.worseBy - a.worseBy);
}

/** A change in a sentence. */
export function changeText({ section, figure, before, worseBy }: Change): string {
  const { name, value, unit } = figure;
  const number = (one: number) => `${Number(one.toPrecision(3))}${unit === '' ? '' : ` ${unit}`}`;
  const share = `${Math.abs(worseBy * 100).toFixed(0)} % ${worseBy > 0 ? 'worse' : 'better'}`;
  return `${section}, ${name}: ${number(before)} before, now ${number(value)} (${share})`;
}
