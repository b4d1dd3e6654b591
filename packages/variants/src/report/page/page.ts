import type { FinishedFolder, ReportedVariant } from '../finished-folder.ts';
import type { FramePair } from '../frames/take-pairs.ts';
import { countText, secondsText } from '../words/figures.ts';
import { costSection } from './cost-section.ts';
import { failureSection } from './failure-section.ts';
import { html, type Markup } from './markup.ts';
import { pageHead, pageIntroduction, pageTitle } from './page-head.ts';
import { similaritySection } from './similarity-section.ts';
import { variantCard } from './variant-card.ts';

/** The whole page. */
export function reportPage(
  folder: FinishedFolder,
  pictures: ReadonlyMap<string, readonly FramePair[]>,
): string {
  const title = pageTitle(folder);
  const failures = failureSection(folder);
  const similarity = similaritySection(folder.variants);
  const { text } = html`<!doctype html>
<html lang="en">
${pageHead(title)}
<body>
<a class="skip" href="#variants">Skip to the variants</a>
${pageIntroduction(folder, title)}
<nav class="page" aria-label="On this page"><ul>
${failures === null ? null : html`<li><a href="#failures">What failed</a></li>`}
${similarity === null ? null : html`<li><a href="#similarity">Quality and similarity</a></li>`}
<li><a href="#cost">Time and memory</a></li>
<li><a href="#variants">Variants</a></li>
</ul></nav>
<main class="page">
${failures}
${similarity}
${costSection(folder.variants, folder.omitted)}
<div id="variants">
${sourceSections(folder, pictures)}
</div>
</main>
<footer class="page">
<p>${pictureNote(folder, pictures)} Moments count from the first frame of either file; the segment map of the manifest
says which moments belong together. Frames are matched within 31 of 256 bits in any of eight orientations.</p>
</footer>
</body>
</html>
`;
  return text;
}

function sourceSections({ variants }: FinishedFolder, pictures: ReadonlyMap<string, readonly FramePair[]>) {
  const bySource = Map.groupBy(variants, ({ source }) => source?.fingerprint ?? '');
  return [...bySource.values()].map((ofSource, position) => {
    const cards = ofSource.flatMap(variant =>
      variant.media === null ? [] : variantCard(variant, variant.media, pictures.get(variant.id) ?? []),
    );
    return cards.length === 0 ? null : sourceSection(ofSource, cards, `source-${position + 1}`);
  });
}

function sourceSection(
  variants: readonly ReportedVariant[],
  cards: readonly Markup[],
  anchor: string,
): Markup {
  const source = variants[0]?.source ?? null;
  const facts =
    source === null
      ? 'Nothing is known of this source.'
      : `${source.video.width} × ${source.video.height}, ${secondsText(source.durationSeconds)}, ` +
        `${Number(source.framesPerSecond.toFixed(3))} frames a second`;
  return html`<section class="source" aria-labelledby="${anchor}">
<h2 id="${anchor}">${source?.file ?? 'Unknown source'}</h2>
<p class="muted">${facts}</p>
${cards}
</section>
`;
}

function pictureNote(
  { variants }: FinishedFolder,
  pictures: ReadonlyMap<string, readonly FramePair[]>,
): string {
  const made = variants.filter(({ media }) => media !== null).length;
  if (pictures.size >= made) return '';
  return `Frames are shown of the first ${countText(pictures.size, 'variant')}.`;
}
