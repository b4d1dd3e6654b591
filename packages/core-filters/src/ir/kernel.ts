import type { Filter } from '../graph/filter-graph.ts';

/** A small convolution, the same at every pixel. */
export type Kernel =
  /** The binomial 3x3 unsharp mask on the luma: `amount` times what differs from it is added. */
  | { readonly type: 'sharpen'; readonly amount: number }
  /** A blur of all planes, `sigma` pixels of each plane wide. */
  | { readonly type: 'blur'; readonly sigma: number };

/** The filter that an ffmpeg user would write for a kernel. */
export function kernelFilter(kernel: Kernel): Filter {
  switch (kernel.type) {
    case 'sharpen': {
      const size = { luma_msize_x: 3, luma_msize_y: 3 };
      return { name: 'unsharp', options: { ...size, luma_amount: kernel.amount } };
    }
    case 'blur':
      return { name: 'gblur', options: { sigma: kernel.sigma } };
  }
}
