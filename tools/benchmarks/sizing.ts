/** How much is measured: more takes longer and says more. */
export interface Sizing {
  /** Clips are cut to this many seconds. */
  readonly clipSeconds: number;
  /** Variants in each run of the processing speed. */
  readonly variants: number;
  /** Runs of each configuration. */
  readonly repeat: number;
  /** A baseline starts nothing more after this many seconds. */
  readonly baselineSeconds: number;
  /** Plans whose cost and look are measured, on each clip. */
  readonly seeds: number;
  /** The first of those seeds; choose it after the code is frozen. */
  readonly firstSeed: number;
  /** Frames of each clip that are compared for their look. */
  readonly lookFrames: number;
  /** Plans whose graphs are measured node by node, on the first clip. */
  readonly nodeSeeds: number;
  /** Plans generated and compiled for their speed. */
  readonly plans: number;
  /** Largest number of variants in the scaling. */
  readonly mostVariants: number;
  /** Sources of the batch whose first variant is waited for. */
  readonly sources: number;
  /** Longest clip in the scaling, in seconds. */
  readonly longestSeconds: number;
  /** Tallest picture in the scaling, in lines. */
  readonly tallestLines: number;
  /** Longest chain in the scaling. */
  readonly longestChain: number;
}

/** Sizings by name: to see that it works, for a page within the half hour, and for a night. */
export const sizings = {
  tiny: {
    ...{ clipSeconds: 1, variants: 2, repeat: 1, baselineSeconds: 5, seeds: 2, firstSeed: 1, lookFrames: 10 },
    ...{
      nodeSeeds: 1,
      plans: 50,
      mostVariants: 2,
      longestSeconds: 4,
      tallestLines: 360,
      longestChain: 4,
      sources: 10,
    },
  },
  standard: {
    ...{
      clipSeconds: 4,
      variants: 8,
      repeat: 3,
      baselineSeconds: 60,
      seeds: 30,
      firstSeed: 1,
      lookFrames: 30,
    },
    ...{
      nodeSeeds: 2,
      plans: 10_000,
      mostVariants: 64,
      longestSeconds: 60,
      tallestLines: 2160,
      longestChain: 40,
      sources: 1000,
    },
  },
  long: {
    ...{
      clipSeconds: 30,
      variants: 8,
      repeat: 5,
      baselineSeconds: 1800,
      seeds: 100,
      firstSeed: 1,
      lookFrames: 300,
    },
    ...{
      nodeSeeds: 20,
      plans: 10_000,
      mostVariants: 64,
      longestSeconds: 60,
      tallestLines: 2160,
      longestChain: 40,
      sources: 1000,
    },
  },
} as const satisfies Readonly<Record<string, Sizing>>;
