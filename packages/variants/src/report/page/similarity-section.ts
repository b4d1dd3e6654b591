import type { ReportedVariant } from '../finished-folder.ts';
import { countText } from '../words/figures.ts';
import { html, type Markup } from './markup.ts';
import { type PlotAxis, type PlotSeries, plotSvg } from './plot-svg.ts';

/** Up to this many points have their numbers beside them. */
const mostLabelled = 40;

/** Mean PDQ distance of two pictures that have nothing to do with each other, in bits. */
const unrelatedBits = 128;

const kinds = [
  { kind: 'variant', name: 'variants', symbol: 'circle', colour: 'var(--accent)' },
  { kind: 'control', name: 'controls', symbol: 'diamond', colour: 'var(--control)' },
  { kind: 'distractor', name: 'distractors', symbol: 'triangle', colour: 'var(--distractor)' },
] as const;

/** Quality against similarity, as a plot; the same figures are in the table of variants. */
export function similaritySection(variants: readonly ReportedVariant[]): Markup | null {
  const measured = variants.filter(({ media }) => media !== null && media.distance !== null);
  if (measured.length === 0) return null;
  const withQuality = measured.filter(({ media }) => typeof media?.ssim === 'number');
  return html`<section aria-labelledby="similarity">
<h2 id="similarity">Quality and similarity</h2>
${withQuality.length > 0 ? qualityPlot(withQuality, measured.length) : matchPlot(measured)}
</section>`;
}

function qualityPlot(variants: readonly ReportedVariant[], measured: number): Markup {
  const points = variants.map(variant => ({ variant, y: variant.media?.ssim ?? 0 }));
  const lowest = Math.min(...points.map(({ y }) => y));
  const missing = measured - variants.length;
  const caption =
    'Further to the right, a variant has moved further from its source; higher up, its picture is better. ' +
    `Unrelated pictures are about ${unrelatedBits} bits apart.` +
    (missing > 0 ? ` Of ${countText(missing, 'variant')} the quality was not measured.` : '');
  const min = Math.max(0, Math.floor(lowest * 10) / 10);
  return figure(points, caption, { name: 'SSIM', min, max: 1, interval: min < 0.8 ? 0.1 : 0.02 });
}

function matchPlot(variants: readonly ReportedVariant[]): Markup {
  const points = variants.map(variant => ({ variant, y: variant.media?.matchedPercent ?? 0 }));
  const caption =
    'Further to the right, a variant has moved further from its source; further down, fewer of its frames are still ' +
    `matched by a frame of the source. Unrelated pictures are about ${unrelatedBits} bits apart. ` +
    'The quality of the pictures was not measured; with --measure full it is.';
  return figure(points, caption, { name: 'frames matched, %', min: 0, max: 100, interval: 20 });
}

interface Placed {
  readonly variant: ReportedVariant;
  readonly y: number;
}

function figure(placed: readonly Placed[], caption: string, y: PlotAxis): Markup {
  // A number says which variant it is only where there is one source.
  const oneSource = new Set(placed.map(({ variant }) => variant.source?.fingerprint)).size === 1;
  const labelled = oneSource && placed.length <= mostLabelled;
  const present = kinds.filter(({ kind }) => placed.some(({ variant }) => variant.kind === kind));
  const series: readonly PlotSeries[] = present.map(({ kind, symbol, colour }) => ({
    ...{ symbol, colour },
    points: placed
      .filter(({ variant }) => variant.kind === kind)
      .map(point => ({
        x: point.variant.media?.distance ?? 0,
        y: point.y,
        label: labelled ? String(point.variant.index) : '',
      })),
  }));
  const furthest = Math.max(unrelatedBits, ...placed.map(({ variant }) => variant.media?.distance ?? 0));
  const label = `Plot of ${countText(placed.length, 'variant')}: ${y.name} against PDQ distance from the source. The table of variants has the same figures.`;
  const x = {
    name: 'PDQ distance from the source, bits of 256',
    min: 0,
    max: Math.ceil((furthest + 1) / 32) * 32,
    interval: 32,
  };
  const plot = { label, x, y, series };
  const legend =
    present.length < 2
      ? null
      : html`<ul class="legend">${present.map(({ kind, name }) => html`<li class="${kind}">${name}</li>`)}</ul>`;
  return html`<figure class="plot">
<div class="wide">${plotSvg(plot, { width: 880, height: 380 })}</div>
<div class="narrow" aria-hidden="true">${plotSvg(plot, { width: 360, height: 320 })}</div>
${legend}
<figcaption>${caption}</figcaption>
</figure>`;
}
