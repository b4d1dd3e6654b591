import type { AssetFacts } from '../assets/asset-facts.ts';
import { type Level, numbersByLevel } from '../catalogue/level.ts';
import type { Transformation } from '../catalogue/transformation.ts';
import type { MediaFacts } from '../facts/media-facts.ts';
import { drawStep } from '../plan/draw-step.ts';
import type { PlanStep } from '../plan/plan.ts';
import type { RandomStream } from '../random-stream.ts';
import type { DrawRequest } from './strategy.ts';

/** Pixels x frames of the result over those of the source, lowest and highest, by level. */
const leastVideo = numbersByLevel({ light: 0.9, medium: 0.8, strong: 0.4 });
const mostVideo = numbersByLevel({ light: 1.1, medium: 1.2, strong: 1.6 });

/** The steps drawn so far, with the facts that the next one meets. */
export class DrawnSteps {
  readonly #random: RandomStream;
  readonly #level: Level;
  readonly #assets: readonly AssetFacts[] | undefined;
  readonly #amountBefore: number;
  readonly #drawn: { readonly transformation: Transformation; readonly step: PlanStep }[] = [];
  #facts: MediaFacts;

  constructor({ random, facts, level, assets }: Omit<DrawRequest, 'candidates'>) {
    this.#random = random;
    this.#level = level;
    this.#assets = assets;
    this.#facts = facts;
    this.#amountBefore = amountOf(facts);
  }

  /** The steps in their order. */
  get steps(): readonly PlanStep[] {
    return this.#drawn.map(({ step }) => step);
  }

  /** The transformations in the order of the steps. */
  get transformations(): readonly Transformation[] {
    return this.#drawn.map(({ transformation }) => transformation);
  }

  /**
   * Draws parameters for one more step and adds it, unless the facts do not allow it.
   *
   * @param level - how strong it is. @default that of the chain
   */
  tryAdd(transformation: Transformation, level: Level = this.#level): boolean {
    const drawing = { random: this.#random, facts: this.#facts, level, assets: this.#assets };
    const drawn = drawStep(transformation, drawing, ({ after }) => this.#keepsAmount(after));
    if (typeof drawn === 'string') return false;
    this.#facts = drawn.after;
    this.#drawn.push({ transformation, step: drawn.step });
    return true;
  }

  #keepsAmount(after: MediaFacts): boolean {
    const ratio = amountOf(after) / this.#amountBefore;
    return ratio >= leastVideo(this.#level) && ratio <= mostVideo(this.#level);
  }
}

function amountOf({ video }: MediaFacts): number {
  return video.width * video.height * video.frameCount;
}
