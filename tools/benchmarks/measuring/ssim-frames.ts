/** Similarity of one frame to another, plane by plane, 0..1. */
export interface SsimFrame {
  readonly y: number;
  readonly u: number;
  readonly v: number;
  readonly all: number;
}

/** Reads what ffmpeg's `ssim` writes with `stats_file`: a line for each frame. */
export function parseSsimFrames(text: string): readonly SsimFrame[] {
  const lines = text.matchAll(/^n:\d+ Y:([\d.]+) U:([\d.]+) V:([\d.]+) All:([\d.]+)/gm);
  return [...lines].map(([, y, u, v, all]) => ({
    y: Number(y),
    u: Number(u),
    v: Number(v),
    all: Number(all),
  }));
}
