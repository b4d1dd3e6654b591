import type { FinishedFolder, ReportedError, ReportedVariant } from '../finished-folder.ts';
import { html, type Markup } from './markup.ts';
import { variantTitle } from './variant-name.ts';

/** Everything that failed, with its reason; nothing where nothing did. */
export function failureSection({ variants, refused, run }: FinishedFolder): Markup | null {
  const failed = variants.filter(({ media }) => media === null);
  if (failed.length === 0 && refused.length === 0) return null;
  const hidden = run.failed > failed.length + refused.length ? ' Only the first failures are listed.' : '';
  return html`<section aria-labelledby="failures">
<h2 id="failures">What failed</h2>
<p class="muted">The same command tries these again, and leaves the others as they are.${hidden}</p>
<ul class="failures">
${refused.map(({ file, error }) => item(file, error, null))}
${failed.map(variant => item(nameOf(variant), variant.run.error, variant.run.attempts))}
</ul>
</section>`;
}

function nameOf(variant: ReportedVariant): string {
  return `${variantTitle(variant)} of ${variant.source?.file ?? 'an unknown source'}`;
}

function item(name: string, error: ReportedError | null, attempts: number | null): Markup {
  const counted = attempts === null ? '' : `, after ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}`;
  return html`<li><strong>${name}</strong>
<p>${error?.message ?? 'No reason was recorded.'}</p>
<p class="small muted"><span class="code">${error?.code ?? ''}</span>${counted}</p></li>
`;
}
