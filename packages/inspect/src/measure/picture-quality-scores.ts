import { reportOf } from './filter-report.ts';

/** How close the picture of a variant is to its reference. A decibel value of `null` stands for identical pictures. */
export interface QualityScores {
  /** Structural similarity, 1 for identical pictures. @see https://doi.org/10.1109/TIP.2003.819861 */
  readonly ssim: { readonly version: string; readonly all: number; readonly y: number } | null;
  /** Peak signal-to-noise ratio in dB. */
  readonly psnr: {
    readonly version: string;
    readonly average: number | null;
    readonly y: number | null;
  } | null;
  /** 0..100, where ffmpeg has libvmaf. @see https://github.com/Netflix/vmaf */
  readonly vmaf: { readonly version: string; readonly score: number } | null;
  /** Extended perceptually weighted PSNR in dB, where ffmpeg has it. @see https://github.com/fraunhoferhhi/xpsnr */
  readonly xpsnr: {
    readonly version: string;
    readonly y: number | null;
    readonly minimum: number | null;
  } | null;
}

/** Reads the summaries that ffmpeg's filters print when they end. Pure. */
export function parseQualityScores(stderr: string, ffmpegVersion: string): QualityScores {
  const version = (filter: string) => `${filter}, ffmpeg ${ffmpegVersion}`;
  const ssim = reportOf('ssim', stderr, /SSIM Y:([\d.]+).* All:([\d.]+)/);
  const psnr = reportOf('psnr', stderr, /PSNR y:(\S+) .*average:(\S+)/);
  const vmaf = reportOf('libvmaf', stderr, /VMAF score: ([\d.]+)/);
  const xpsnr = reportOf('xpsnr', stderr, /XPSNR\s+y: (\S+)\s.*\(minimum: ([^\s)]+)\)/);
  return {
    ssim: ssim && { version: version('ssim'), all: Number(ssim[2]), y: Number(ssim[1]) },
    psnr: psnr && { version: version('psnr'), average: decibels(psnr[2]), y: decibels(psnr[1]) },
    vmaf: vmaf && { version: version('libvmaf'), score: Number(vmaf[1]) },
    xpsnr: xpsnr && { version: version('xpsnr'), y: decibels(xpsnr[1]), minimum: decibels(xpsnr[2]) },
  };
}

/** JSON has no infinity. */
function decibels(text: string | undefined): number | null {
  const value = Number(text);
  return text === 'inf' || !Number.isFinite(value) ? null : value;
}
