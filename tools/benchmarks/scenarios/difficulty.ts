import path from 'node:path';
import { type Level, levels, positionOf, type StrategyName, strategyNames } from '@variegate/core-filters';
import { createVariantsBatch, type VariantResult } from '@variegate/variants';
import { cutClip } from '../clips.ts';
import { bootstrapMedian } from '../measuring/bootstrap.ts';
import type { Figure, Scenario, ScenarioContext } from '../scenario.ts';

/** How hard each strategy and level makes it to recognise a video: whether difficulty is a dial. */
export const difficulty: Scenario = {
  name: 'difficulty',
  title: 'How hard variants are to recognise',
  async run(context) {
    const { clips, sizing } = context;
    const cells = await measureCells(context);
    return {
      blocks: [
        {
          kind: 'text',
          text:
            `${sizing.seeds} variants of each of ${clips.length} clips in each row, seed ${sizing.firstSeed}, the clips cut to ` +
            `${sizing.clipSeconds} s. Matched: the share of a variant's frames (one a second, PDQ quality 50 or more) of which ` +
            'any frame of the source is within 31 of 256 bits, in any of the eight flips and rotations; the median over the ' +
            'variants with its interval of 95 % by bootstrap, and the mean. Sound: mean distance of chromaprint words, of 32 ' +
            'bits; unrelated sound is 16 apart. Controls are encoded again, and no more.',
        },
        {
          kind: 'table',
          head: ['strategy', 'level', 'variants', 'matched, median', 'interval', 'matched, mean', 'sound'],
          rows: cells.map(rowOf),
        },
      ],
      figures: cells.flatMap(figureOf),
    };
  },
};

/** Points of the dial, the three names among them: closer where the curve is steep. */
const dial: readonly Level[] = [0, 0.15, 'light', 0.275, 0.3, 0.325, 0.35, 0.4, 0.45, 'medium', 'strong'];

/** What strategies are measured at; the candidates of a search are drawn as the others' chains are. */
function levelsOf(strategy: StrategyName): readonly Level[] {
  return strategy === 'enhanced_metrics' ? levels : dial;
}

/** Variants that were drawn alike. */
interface Cell {
  readonly strategy: StrategyName | 'control';
  readonly level: Level;
  readonly variants: readonly VariantResult[];
}

async function measureCells(context: ScenarioContext): Promise<readonly Cell[]> {
  const { ffmpeg, clips, folder, sizing, say, signal } = context;
  const inputs: string[] = [];
  for (const { path: source } of clips) {
    inputs.push((await cutClip(source, { ffmpeg, folder, seconds: sizing.clipSeconds, signal })).path);
  }
  const cells: Cell[] = [];
  for (const strategy of strategyNames) {
    for (const level of levelsOf(strategy)) {
      signal.throwIfAborted();
      const controls = cells.length === 0 ? 1 : 0;
      const { variants = [] } = await createVariantsBatch({
        ...{ inputs, strategy, level, controls, count: sizing.seeds, seed: sizing.firstSeed },
        ...{ ffmpegPath: ffmpeg.path, signal },
        outDir: path.join(folder, `${strategy}-${level}`),
        cacheFolder: path.join(folder, 'cache'),
      });
      const ofKind = (kind: string) => variants.filter(variant => variant.kind === kind);
      if (controls > 0) cells.push({ strategy: 'control', level, variants: ofKind('control') });
      const cell: Cell = { strategy, level, variants: ofKind('variant') };
      cells.push(cell);
      say(`${strategy}, ${level}: ${percentText(medianMatched(cell)?.value)} matched`);
    }
  }
  return cells;
}

/** Of each variant the share of its frames that are matched, 0..100, where it has any that count. */
function matchedPercents({ variants }: Cell): readonly number[] {
  return variants.flatMap(({ similarity }) =>
    similarity === null || similarity.pdq.consideredFrames === 0
      ? []
      : (similarity.pdq.matchedFramesPercent ?? []),
  );
}

function medianMatched(cell: Cell) {
  const percents = matchedPercents(cell);
  return percents.length === 0 ? null : bootstrapMedian(percents);
}

/** Mean distance of the audio, of 32 bits; `null` where no variant has any. */
function audioBits({ variants }: Cell): number | null {
  return meanOf(variants.flatMap(({ similarity }) => similarity?.audio?.bitError ?? []));
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, each) => sum + each, 0) / values.length;
}

function rowOf(cell: Cell): readonly string[] {
  const { strategy, level } = cell;
  const median = medianMatched(cell);
  const audio = audioBits(cell);
  const named = typeof level === 'number' ? `${level}` : `${positionOf(level)}, ${level}`;
  return [
    ...[strategy, strategy === 'control' ? '-' : named, `${matchedPercents(cell).length}`],
    ...[percentText(median?.value), `${percentText(median?.lowest)} to ${percentText(median?.highest)}`],
    ...[percentText(meanOf(matchedPercents(cell))), audio === null ? '-' : audio.toFixed(1)],
  ];
}

function percentText(percent: number | null | undefined): string {
  return percent === null || percent === undefined ? '-' : `${percent.toFixed(1)} %`;
}

function figureOf(cell: Cell): readonly Figure[] {
  const { strategy, level } = cell;
  const value = medianMatched(cell)?.value;
  if (value === undefined) return [];
  const name = strategy === 'control' ? 'controls: matched' : `${strategy}, ${level}: matched, median`;
  // Light variants and controls are to be recognised, the others are not.
  const toBeFound = strategy === 'control' || positionOf(level) <= positionOf('light');
  return [{ name, value, unit: '%', better: toBeFound ? 'more' : 'less' }];
}
