import type { ReportedVariant } from '../finished-folder.ts';
import { countText, figureText, megabytes } from '../words/figures.ts';
import { html, type Markup } from './markup.ts';
import { variantAnchor, variantTitle } from './variant-name.ts';

/** Time, memory and distance of every listed variant, as a table. */
export function costSection(variants: readonly ReportedVariant[], omitted: number): Markup {
  const several = new Set(variants.map(({ source }) => source?.fingerprint)).size > 1;
  const left = omitted === 0 ? '' : ` ${countText(omitted, 'further variant')} of the folder are not listed.`;
  return html`<section aria-labelledby="cost">
<h2 id="cost">Time and memory</h2>
<p class="muted" id="cost-note">Processor time and memory are those of the ffmpeg that rendered the variant.${left}</p>
<div class="scroll" role="region" aria-label="Table of variants" tabindex="0">
<table aria-labelledby="cost" aria-describedby="cost-note">
<thead><tr>
<th scope="col">Variant</th><th scope="col">Time, s</th><th scope="col">Processor, s</th><th scope="col">Memory</th>
<th scope="col">Size</th><th scope="col">Tries</th><th scope="col">PDQ distance</th><th scope="col">Matched, %</th>
<th scope="col">Audio, bits</th><th scope="col">SSIM</th>
</tr></thead>
<tbody>${variants.map(variant => row(variant, several))}</tbody>
</table>
</div>
</section>`;
}

function row(variant: ReportedVariant, several: boolean): Markup {
  const { media, run, source } = variant;
  const title = variantTitle(variant);
  const name = several ? `${title} of ${source?.file ?? 'an unknown source'}` : title;
  const link = html`<a href="#${media === null ? 'failures' : variantAnchor(variant)}">${name}</a>`;
  const size = (bytes: number | null) => (bytes === null ? '–' : megabytes(bytes));
  const cells = [
    figureText(run.processingSeconds),
    figureText(run.renderCpuSeconds),
    size(run.peakMemoryBytes),
    media === null ? 'failed' : size(media.bytes),
    String(run.attempts),
    figureText(media?.distance ?? null),
    figureText(media?.matchedPercent ?? null),
    figureText(media?.audioBitError ?? null),
    figureText(media?.ssim ?? null, 3),
  ];
  return html`<tr><th scope="row">${link}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>
`;
}
