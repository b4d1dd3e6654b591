import { findTransformation } from '@variegate/core-filters';
import type { ReportedMedia, ReportedStep, ReportedVariant } from '../finished-folder.ts';
import type { FramePair } from '../frames/take-pairs.ts';
import { countText, figureText, megabytes, momentText, secondsText } from '../words/figures.ts';
import { parameterWords } from '../words/parameter-words.ts';
import { segmentWords } from '../words/segment-words.ts';
import { html, type Markup } from './markup.ts';
import { variantAnchor, variantTitle } from './variant-name.ts';

/** Everything about one variant that was made: pictures, figures, and what was done to it. */
export function variantCard(
  variant: ReportedVariant,
  media: ReportedMedia,
  pairs: readonly FramePair[],
): Markup {
  const anchor = variantAnchor(variant);
  const { kind } = variant;
  const tag = kind === 'variant' ? null : html` <span class="tag ${kind}">${kind}</span>`;
  const [shows, ...stretches] = segmentWords(media.segments, media.durationSeconds);
  return html`<article class="card" id="${anchor}" aria-labelledby="${anchor}-title">
<h3 id="${anchor}-title">${variantTitle(variant)}${tag}</h3>
<p class="name">${media.output}</p>
${pairs.length === 0 ? null : html`<div class="pairs">${pairs.map(pair => pairFigure(pair, variant))}</div>`}
<p>${shows ?? ''}</p>
${stretches.length === 0 ? null : html`<ul class="small">${stretches.map(text => html`<li>${text}</li>`)}</ul>`}
${figures(variant, media)}
${stepList(variant.steps)}
</article>
`;
}

/** The same moment of a source and of a variant, side by side. */
export function pairFigure(
  { source, variant, sourceSeconds, variantSeconds }: FramePair,
  of: ReportedVariant,
): Markup {
  const sourceAt = momentText(sourceSeconds);
  const variantAt = momentText(variantSeconds);
  return html`<div class="pair">
${shot(source, `The source at ${sourceAt}`, html`<b>Source</b> ${sourceAt}`, 'The source no longer exists.')}
${shot(variant, `${variantTitle(of)} at ${variantAt}, the same moment`, html`<b>Variant</b> ${variantAt}`, 'The variant no longer exists.')}
</div>`;
}

function shot(jpeg: Buffer | null, alternative: string, caption: Markup, missing: string): Markup {
  const picture =
    jpeg === null
      ? html`<div class="gone">${missing}</div>`
      : html`<img src="data:image/jpeg;base64,${jpeg.toString('base64')}" alt="${alternative}" loading="lazy" decoding="async">`;
  return html`<figure class="shot">${picture}<figcaption>${caption}</figcaption></figure>`;
}

function figures({ run }: ReportedVariant, media: ReportedMedia): Markup {
  const measured: readonly (readonly [string, string | null])[] = [
    ['PDQ distance, of 256', media.distance === null ? null : figureText(media.distance)],
    ['frames matched', media.matchedPercent === null ? null : `${figureText(media.matchedPercent)} %`],
    ['audio, bits of 32', media.audioBitError === null ? null : figureText(media.audioBitError)],
    ['SSIM', media.ssim === null ? null : figureText(media.ssim, 3)],
    ['picture', `${media.width} × ${media.height}`],
    ['length', secondsText(media.durationSeconds)],
    ['size', megabytes(media.bytes)],
    ['processor time', run.renderCpuSeconds === null ? null : secondsText(run.renderCpuSeconds)],
    ['memory', run.peakMemoryBytes === null ? null : megabytes(run.peakMemoryBytes)],
  ];
  return html`<dl class="figures">${measured.map(([name, value]) =>
    value === null ? null : html`<div><dt>${name}</dt><dd>${value}</dd></div>`,
  )}</dl>`;
}

function stepList(steps: readonly ReportedStep[]): Markup {
  if (steps.length === 0) return html`<p class="muted">Nothing was done to it but encoding it again.</p>`;
  const names = steps.map(({ name }) => readable(name)).join(', ');
  return html`<details>
<summary>What was done: ${countText(steps.length, 'step')} <span>(${names})</span></summary>
<ol class="steps">${steps.map(stepItem)}</ol>
</details>`;
}

function stepItem(step: ReportedStep): Markup {
  const known = findTransformation(step.name);
  const params = parameterWords(step);
  return html`<li><strong>${readable(step.name)}</strong> ${known === null ? null : html`<span class="layer">${known.layer}</span><br>${known.summary}`}
${params.length === 0 ? null : html`<span class="params">${params.join(' · ')}</span>`}</li>`;
}

function readable(name: string): string {
  return name.replaceAll('_', ' ');
}
