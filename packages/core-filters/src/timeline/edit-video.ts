import type { MediaFacts } from '../facts/media-facts.ts';
import { rationalText } from '../facts/rational.ts';
import { countedTimes } from '../graph/counted-times.ts';
import type { Filter, FilterChain, Fragment } from '../graph/filter-graph.ts';
import { workingProperties } from '../graph/frame-properties.ts';
import { clipVideo } from './clip-video.ts';
import { factsAfter, type Piece, type Timeline } from './timeline.ts';

/** Times counted from 0, which is what a filter that joins pieces expects. */
const fromZero: Filter = { name: 'setpts', options: { expr: 'PTS-STARTPTS' } };

/**
 * The filters that put the frames of a video of constant frame rate into the order of a timeline. Every frame is
 * decoded once. Memory holds the frames that are played backwards, and those that are shown again.
 */
export function editVideo(facts: MediaFacts, timeline: Timeline): Fragment {
  const [only] = timeline;
  if (timeline.length === 1 && only?.kind === 'shown' && only.direction === 1) return cutOut(only);

  const read = timeline.flatMap((piece, index) => (isRead(piece) ? [`piece${index}`] : []));
  return {
    chains: [
      {
        inputs: ['in'],
        filters: [...sameForm, { name: 'split', options: { outputs: read.length } }],
        outputs: read,
      },
      ...timeline.map((piece, index) => pieceChain(facts, piece, index)),
      {
        inputs: timeline.map((_, index) => `joined${index}`),
        filters: [
          { name: 'concat', options: { n: timeline.length, v: 1, a: 0 } },
          ...countedTimes(factsAfter(facts, timeline).video),
        ],
        outputs: ['out'],
      },
    ],
  };
}

/** Pieces are joined only where pixel format and pixel shape are the same. */
const sameForm: readonly Filter[] = [
  { name: 'format', options: { pix_fmts: 'yuv420p' } },
  { name: 'setsar', options: { sar: '1' } },
];

function pieceChain(facts: MediaFacts, piece: Piece, index: number): FilterChain {
  if (piece.kind === 'clip') {
    return clipVideo(piece.asset, { ...facts.video, ...piece }, `joined${index}`);
  }
  const inputs = isRead(piece) ? [`piece${index}`] : [];
  return { inputs, filters: pieceFilters(facts, piece), outputs: [`joined${index}`] };
}

/** Whether a piece is made of frames of the video before the edit. */
function isRead({ kind }: Piece): boolean {
  return kind === 'shown' || kind === 'held';
}

function pieceFilters(
  { video }: MediaFacts,
  piece: Exclude<Piece, { readonly kind: 'clip' }>,
): readonly Filter[] {
  switch (piece.kind) {
    case 'shown':
      return piece.direction === 1 ? cutOut(piece) : [...cutOut(piece), { name: 'reverse', options: {} }];
    case 'held':
      return [
        ...cutOut({ first: piece.frame, end: piece.frame + 1 }),
        { name: 'loop', options: { loop: piece.frames - 1, size: 1, start: 0 } },
        // How long a repeated frame lasts, `loop` would guess.
        ...countedTimes({ frameRate: video.frameRate, frameCount: piece.frames }),
      ];
    case 'colour': {
      const size = `${video.width}x${video.height}`;
      const color = `0x${piece.colour}`;
      return [
        { name: 'color', options: { color, size, rate: rationalText(video.frameRate) } },
        { name: 'trim', options: { end_frame: piece.frames } },
        ...sameForm,
        workingProperties,
      ];
    }
  }
}

function cutOut({ first, end }: { readonly first: number; readonly end: number }): readonly Filter[] {
  return [{ name: 'trim', options: { start_frame: first, end_frame: end } }, fromZero];
}
