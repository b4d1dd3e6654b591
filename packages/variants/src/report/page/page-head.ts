import { createHash } from 'node:crypto';
import type { FinishedFolder } from '../finished-folder.ts';
import { countText, figureText, median, megabytes, secondsText } from '../words/figures.ts';
import { html, Markup } from './markup.ts';
import { style } from './style.ts';

/** The page's `<head>`: no script, nothing from elsewhere, and only the one style. */
export function pageHead(title: string): Markup {
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return html`<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${Markup.trusted(style)}</style>
</head>`;
}

/** What the page is about, in one line. */
export function pageTitle({ variants, omitted, run }: FinishedFolder): string {
  const files = new Set(variants.flatMap(({ source }) => source?.file ?? []));
  const [only] = files;
  const made = countText(run.succeeded + run.skipped, 'variant');
  if (files.size === 1 && only !== undefined && omitted === 0) return `${made} of ${only}`;
  return omitted === 0 ? `${made} of ${countText(files.size, 'video')}` : made;
}

/** Title, how the variants came about, and the figures that matter most. */
export function pageIntroduction(folder: FinishedFolder, title: string): Markup {
  const { options, run, variants } = folder;
  const distances = variants.flatMap(({ media }) => media?.distance ?? []);
  const matched = variants.flatMap(({ media }) => media?.matchedPercent ?? []);
  const typical = median(distances);
  const share = median(matched);
  const made = [
    ...['variegate', 'ffmpeg', 'node'].flatMap(name =>
      run.versions[name] === undefined ? [] : [`${name} ${run.versions[name]}`],
    ),
    run.finishedAt.slice(0, 10),
  ];
  return html`<header class="page">
<p class="eyebrow">Variegate report</p>
<h1>${title}</h1>
<p class="lead">Strategy ${options.strategy}, level ${[options.level].flat().join(', ')}, seed ${options.seed}. Made with ${made.join(', ')}.</p>
<dl class="tiles">
${tile('made or already there', String(run.succeeded + run.skipped))}
${tile('failed', String(run.failed), run.failed > 0)}
${run.cancelled > 0 ? tile('left out, run it again', String(run.cancelled), true) : null}
${typical === null ? null : tile('PDQ distance, median, bits of 256', figureText(typical))}
${share === null ? null : tile('frames matched, median', `${figureText(share)} %`)}
${tile(`processor time of ${countText(run.workers, 'worker')}`, secondsText(run.renderCpuSeconds))}
${tile('memory at most, all renders', megabytes(run.peakMemoryBytes))}
</dl>
</header>`;
}

function tile(name: string, value: string, bad = false): Markup {
  return html`<div class="${bad ? 'bad' : 'good'}"><dt>${name}</dt><dd>${value}</dd></div>`;
}
