import path from 'node:path';
import { type Level, levels, type StrategyName, strategyNames } from '@variegate/core-filters';
import { createVariantsBatch, type VariantResult } from '@variegate/variants';
import { cutClip } from '../clips.ts';
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
            `${sizing.variants} variants of each of ${clips.length} clips in each row, seed ${sizing.firstSeed}, the clips cut to ` +
            `${sizing.clipSeconds} s. Matched: frames of a variant (one a second, PDQ quality 50 or more) of which any ` +
            'frame of the source is within 31 of 256 bits, in any of the eight flips and rotations. Sound: mean ' +
            'distance of chromaprint words, of 32 bits; unrelated sound is 16 apart. Controls are encoded again, and no more.',
        },
        {
          kind: 'table',
          head: ['strategy', 'level', 'steps of time, mirrors', 'variants', 'frames', 'matched', 'sound'],
          rows: cells.map(rowOf),
        },
      ],
      figures: cells.flatMap(figureOf),
    };
  },
};

/** What `without` leaves out: what moves frames in time, and what turns them round. */
const timeAndMirrors = ['time', 'horizontal_flip'];

/** Variants that were drawn alike. */
interface Cell {
  readonly strategy: StrategyName | 'control';
  readonly level: Level;
  readonly drawn: 'with' | 'without';
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
    for (const level of levels) {
      for (const drawn of ['with', 'without'] as const) {
        signal.throwIfAborted();
        const controls = cells.length === 0 ? sizing.variants : 0;
        const { variants = [] } = await createVariantsBatch({
          ...{ inputs, strategy, level, controls, count: sizing.variants, seed: sizing.firstSeed },
          ...{ exclude: drawn === 'with' ? [] : timeAndMirrors, ffmpegPath: ffmpeg.path, signal },
          outDir: path.join(folder, `${strategy}-${level}-${drawn}`),
          cacheFolder: path.join(folder, 'cache'),
        });
        const made = variants.filter(({ similarity }) => similarity !== null);
        const ofKind = (kind: string) => made.filter(variant => variant.kind === kind);
        if (controls > 0) cells.push({ strategy: 'control', level, drawn, variants: ofKind('control') });
        cells.push({ strategy, level, drawn, variants: ofKind('variant') });
        say(`${strategy}, ${level}, ${drawn} time and mirrors: ${percentText(matchedPercent(cells.at(-1)))}`);
      }
    }
  }
  return cells;
}

/** Frames that count, over all variants of a cell. */
function consideredFrames({ variants }: Cell): number {
  return variants.reduce((sum, { similarity }) => sum + (similarity?.pdq.consideredFrames ?? 0), 0);
}

/** Share of those frames that are matched, 0..100; `null` of none. */
function matchedPercent(cell: Cell | undefined): number | null {
  const frames = cell === undefined ? 0 : consideredFrames(cell);
  if (cell === undefined || frames === 0) return null;
  const matched = cell.variants.reduce((sum, { similarity }) => {
    const { consideredFrames: considered, matchedFramesPercent: percent } = similarity?.pdq ?? {};
    return sum + ((considered ?? 0) * (percent ?? 0)) / 100;
  }, 0);
  return (100 * matched) / frames;
}

/** Mean distance of the audio, of 32 bits; `null` where no variant has any. */
function audioBits({ variants }: Cell): number | null {
  const bits = variants.flatMap(({ similarity }) => similarity?.audio?.bitError ?? []);
  return bits.length === 0 ? null : bits.reduce((sum, each) => sum + each, 0) / bits.length;
}

function rowOf(cell: Cell): readonly string[] {
  const control = cell.strategy === 'control';
  const audio = audioBits(cell);
  return [
    ...[
      cell.strategy,
      control ? '-' : `${cell.level}`,
      control ? '-' : cell.drawn,
      `${cell.variants.length}`,
    ],
    ...[
      `${consideredFrames(cell)}`,
      percentText(matchedPercent(cell)),
      audio === null ? '-' : audio.toFixed(1),
    ],
  ];
}

function percentText(percent: number | null): string {
  return percent === null ? '-' : `${percent.toFixed(1)} %`;
}

function figureOf(cell: Cell): readonly Figure[] {
  const value = matchedPercent(cell);
  if (value === null) return [];
  const { strategy, level, drawn } = cell;
  const name =
    strategy === 'control' ? 'controls matched' : `${strategy}, ${level}, ${drawn} time and mirrors: matched`;
  // Light variants and controls are to be recognised, the others are not.
  return [{ name, value, unit: '%', better: strategy === 'control' || level === 'light' ? 'more' : 'less' }];
}
