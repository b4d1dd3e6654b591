import type { FramePair } from '@variegate/variants/internal';
import { html, type Markup, pageHead, pairFigure, plotSvg, variantAnchor } from '@variegate/variants/page';
import type { DatasetVariant } from '../dataset/dataset.ts';
import {
  type Contrast,
  type Dimension,
  dimensions,
  type Estimate,
  type Evaluation,
  type GroupFigures,
  type MissedVariant,
} from '../evaluate/evaluation.ts';
import { apText, chanceText, percentText, pointsText, shareText } from './figures.ts';

/** What a page shows besides the figures. */
export interface EvaluationPageParts {
  /** What is known of missed queries, by their ids. */
  readonly variants: ReadonlyMap<string, DatasetVariant>;
  /** Frames of missed variants, by the variant's id. */
  readonly pictures: ReadonlyMap<string, readonly FramePair[]>;
  /** Address of the folder's report, relative to the page; `null` where there is none. */
  readonly report: string | null;
}

/** An evaluation as one page that needs nothing besides itself. */
export function evaluationPage(evaluation: Evaluation, parts: EvaluationPageParts): string {
  const { headline, groups, contrasts, missed, set } = evaluation;
  const { text } = html`<!doctype html>
<html lang="en">
${pageHead('Evaluation of a detector')}
<body>
<a class="skip" href="#measures">Skip to the measures</a>
<header class="page">
<p class="eyebrow">Variegate evaluation</p>
<h1>${headline}</h1>
<p class="lead">${set.queries} queries, ${set.pairs} pairs to find, made of ${set.sources} videos. ${pointText(evaluation)}</p>
${tiles(evaluation)}
</header>
<nav class="page" aria-label="On this page"><ul>
<li><a href="#measures">Measures</a></li>
${contrasts.length === 0 ? null : html`<li><a href="#contrasts">What breaks it</a></li>`}
${missed.count === 0 ? null : html`<li><a href="#missed">What it misses</a></li>`}
${groups.length === 0 ? null : html`<li><a href="#groups">By what was done</a></li>`}
</ul></nav>
<main class="page">
${measureSection(evaluation)}
${contrasts.length === 0 ? null : contrastSection(contrasts)}
${missed.count === 0 ? null : missedSection(evaluation, parts)}
${groups.length === 0 ? null : groupSection(groups)}
</main>
<footer class="page"><p>Behind each figure stands where it lies with 95 % when the videos are drawn again, with replacement.</p></footer>
</body>
</html>
`;
  return text;
}

function pointText({ operatingPoint: { threshold, wantedPrecision, precision } }: Evaluation): string {
  if (threshold === null)
    return `No score reaches precision ${wantedPrecision}, so every prediction counts where a choice is made.`;
  return `A prediction counts from score ${Number(threshold.toPrecision(6))} on, where precision is ${percentText(precision ?? 0)}.`;
}

function tiles({ measures, falseAlarms, missed, operatingPoint }: Evaluation): Markup {
  return html`<dl class="tiles">
${tile(`recall at precision ${operatingPoint.wantedPrecision}`, percentText(measures.recallAtPrecision.value))}
${measures.segmentAp === null ? null : tile('segment AP (VSC2022)', measures.segmentAp.value.toFixed(3))}
${tile('pair micro-AP (VSC2022)', measures.pairMicroAp.value.toFixed(3))}
${measures.vcslAtPoint === null ? null : tile('F1 of segments (VCSL)', measures.vcslAtPoint.f1.toFixed(3))}
${falseAlarms === null ? null : tile(`false alarms, of ${falseAlarms.queries} distractors`, String(falseAlarms.alarms), falseAlarms.alarms > 0)}
${tile('missed', String(missed.count), missed.count > 0)}
</dl>`;
}

function tile(name: string, value: string, bad = false): Markup {
  return html`<div class="${bad ? 'bad' : 'good'}"><dt>${name}</dt><dd>${value}</dd></div>`;
}

function measureSection({ measures, curve, operatingPoint }: Evaluation): Markup {
  const { vcsl, vcslAtPoint } = measures;
  const rows: readonly (readonly [string, string])[] = [
    ['Segment AP (VSC2022, matching)', apText(measures.segmentAp)],
    ['Pair micro-AP (VSC2022, descriptors)', apText(measures.pairMicroAp)],
    [`Recall at precision ${operatingPoint.wantedPrecision}`, shareText(measures.recallAtPrecision)],
    ['Micro-AP (DISC21)', measures.disc21MicroAp.toFixed(3)],
    ['F1, precision, recall of segments (VCSL), all rows', qualityText(vcsl)],
    ['The same, rows that count', qualityText(vcslAtPoint)],
  ];
  return html`<section aria-labelledby="measures">
<h2 id="measures">Measures</h2>
${curve.length === 0 ? null : curveFigure(curve)}
${table('Measures of the field', ['Measure', 'Value'], rows)}
</section>`;
}

function qualityText(quality: Evaluation['measures']['vcsl']): string {
  if (quality === null) return '-';
  return [quality.f1, quality.precision, quality.recall].map(value => value.toFixed(3)).join(', ');
}

function curveFigure(curve: Evaluation['curve']): Markup {
  const points = curve.map(({ precision, recall }) => ({ x: recall, y: precision, label: '' }));
  const axis = { min: 0, max: 1, interval: 0.25 };
  const plot = {
    label: 'Curve of precision over recall for pairs. The measures in the table below sum it up.',
    x: { name: 'recall', ...axis },
    y: { name: 'precision', ...axis },
    series: [{ symbol: 'circle', colour: 'var(--accent)', joined: true, points }],
  } as const;
  return html`<figure class="plot">
<div class="wide">${plotSvg(plot, { width: 880, height: 380 })}</div>
<div class="narrow" aria-hidden="true">${plotSvg(plot, { width: 360, height: 320 })}</div>
<figcaption>Precision and recall over pairs of a query and a reference, score by score.</figcaption>
</figure>`;
}

function contrastSection(contrasts: readonly Contrast[]): Markup {
  const rows = contrasts.map(({ transformation, layer, variants, recallWith, difference, own, chance }) => [
    transformation,
    layer ?? 'own',
    String(variants),
    percentText(recallWith),
    pointsText(difference),
    pointsText(own),
    chanceText(chance),
    intervalPicture(own ?? difference),
  ]);
  return html`<section aria-labelledby="contrasts">
<h2 id="contrasts">What breaks it</h2>
<p class="muted">Difference: recall of variants with the transformation minus that of variants without it, of the same strategy, level and
recipe, in points. Its own: how much of that a logistic fit over all transformations leaves to it. By chance: how likely
as large a loss is for one of all these transformations where none of them matters; the least likely comes first.</p>
${table('Contrasts of transformations', ['Transformation', 'Layer', 'Variants', 'Recall with it', 'Difference', 'Its own', 'By chance', '-100 to 100'], rows)}
</section>`;
}

const pictureWidth = 160;

/** An interval between -1 and 1 as a picture. */
function intervalPicture(estimate: Estimate | null): Markup | string {
  if (estimate === null) return '';
  const { value, low, high } = estimate;
  const x = (share: number) => Number((((share + 1) / 2) * pictureWidth).toFixed(1));
  const bar =
    low === null || high === null
      ? null
      : html`<line x1="${x(low)}" x2="${x(high)}" y1="8" y2="8" stroke="var(--accent)" stroke-width="3"/>`;
  return html`<svg width="${pictureWidth}" height="16" viewBox="0 0 ${pictureWidth} 16" aria-hidden="true"><line x1="${x(0)}" x2="${x(0)}" y1="0" y2="16" stroke="var(--line)"/>${bar}<circle cx="${x(value)}" cy="8" r="4" fill="var(--accent)"/></svg>`;
}

const titles: Readonly<Record<Dimension, string>> = {
  kind: 'Kind',
  strategy: 'Strategy',
  level: 'Level',
  recipe: 'Recipe',
  layer: 'Layer',
  transformation: 'Transformation',
  intensity: 'Transformation and intensity, 0 to 100',
  distance: 'PDQ distance from the source, bits of 256',
};

function groupSection(groups: readonly GroupFigures[]): Markup {
  const head = ['', 'Queries', 'Found', 'Of', 'Recall', 'Pair micro-AP', 'Segment AP'];
  return html`<section aria-labelledby="groups">
<h2 id="groups">By what was done</h2>
<p class="muted">Found at the operating point. A variant with several transformations counts for each. Controls and distractors stand in
the first table alone.</p>
${dimensions.map(dimension => {
  const own = groups.filter(group => group.dimension === dimension);
  if (own.length === 0) return null;
  const rows = own.map(({ value, queries, found, pairs, recall, pairMicroAp, segmentAp }) => [
    value,
    String(queries),
    String(found),
    String(pairs),
    shareText(recall),
    apText(pairMicroAp),
    apText(segmentAp),
  ]);
  return html`<div class="source"><h3>${titles[dimension]}</h3>
${table(titles[dimension], head, rows)}</div>`;
})}
</section>`;
}

function missedSection({ missed }: Evaluation, parts: EvaluationPageParts): Markup {
  const shown = missed.hardest;
  const more = missed.count - shown.length;
  return html`<section aria-labelledby="missed">
<h2 id="missed">What it misses</h2>
<p class="muted">${missed.count} missed, the hardest first: without any prediction, then by score; among equals the nearest to the source
first.${more > 0 ? ` ${more} more are not listed.` : ''}</p>
${shown.map(one => missedCard(one, parts))}
</section>`;
}

function missedCard(missed: MissedVariant, { variants, pictures, report }: EvaluationPageParts): Markup {
  const variant = variants.get(missed.queryId);
  const pairs = variant === undefined ? [] : (pictures.get(variant.id) ?? []);
  const title =
    report === null || variant === undefined
      ? html`${missed.queryId}`
      : html`<a href="${report}#${variantAnchor(variant.reported)}">${missed.queryId}</a>`;
  const score = missed.score === null ? 'not predicted' : `score ${Number(missed.score.toPrecision(6))}`;
  const distance =
    missed.distance === null ? '' : `, ${missed.distance.toFixed(1)} of 256 bits from its source`;
  return html`<article class="card">
<h3>${title}</h3>
<p class="name">from ${missed.refId}: ${score}${distance}</p>
${variant === undefined || pairs.length === 0 ? null : html`<div class="pairs">${pairs.map(pair => pairFigure(pair, variant.reported))}</div>`}
${missed.steps.length === 0 ? null : html`<p>${missed.steps.join(', ')}</p>`}
</article>
`;
}

function table(
  name: string,
  head: readonly string[],
  rows: readonly (readonly (string | Markup)[])[],
): Markup {
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">
<table aria-label="${name}">
<thead><tr>${head.map(cell => (cell === '' ? html`<td></td>` : html`<th scope="col">${cell}</th>`))}</tr></thead>
<tbody>${rows.map(([first = '', ...cells]) => html`<tr><th scope="row">${first}</th>${cells.map(cell => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table>
</div>`;
}
