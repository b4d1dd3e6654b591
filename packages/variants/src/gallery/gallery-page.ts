import { createHash } from 'node:crypto';
import { type Layer, layers } from '@variegate/core-filters';
import { html, Markup } from '../report/page/markup.ts';
import { style as reportStyle } from '../report/page/style.ts';
import {
  alternativeOf,
  captionOf,
  explanationOf,
  type Gallery,
  type PicturedTransformation,
  sourceOf,
} from './gallery.ts';

const style = `${reportStyle}
.gallery { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(min(100%, 30rem), 1fr)); }
.gallery article { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 1rem; }
.gallery p { margin: 0.25rem 0 0.75rem; color: var(--muted); font-size: 0.9rem; }
.gallery .row { display: grid; gap: 0.5rem; grid-template-columns: repeat(3, 1fr); }
.gallery figure, .original { margin: 0; }
.gallery img, .original img { display: block; width: 100%; height: auto; border-radius: 6px; background: var(--frame); }
.gallery .none { display: grid; place-items: center; min-height: 4rem; border-radius: 6px; background: var(--frame); color: var(--muted); font-size: 0.8125rem; }
.gallery figcaption { font-size: 0.8125rem; line-height: 1.35; padding-top: 0.25rem; }
.original { max-width: 16rem; margin-bottom: 1rem; }
`;

/** The page: no script, and nothing but the pictures beside it. */
export function galleryPage(gallery: Gallery): string {
  const digest = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${digest}'; img-src 'self' file:; base-uri 'none'; form-action 'none'`;
  const present = layers.filter(layer => gallery.transformations.some(one => one.layer === layer));
  const { text } = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>The transformations in pictures</title>
<style>${Markup.trusted(style)}</style>
</head>
<body>
<a class="skip" href="#${present[0] ?? ''}">Skip to the pictures</a>
<header class="page">
<p class="eyebrow">Variegate catalogue</p>
<h1>The transformations in pictures</h1>
<p class="lead">${explanationOf(gallery)}</p>
</header>
<nav class="page" aria-label="On this page"><ul>
${present.map(layer => html`<li><a href="#${layer}">${layer}</a></li>`)}
</ul></nav>
<main class="page">
${present.map(layer => layerSection(layer, gallery))}
</main>
<footer class="page"><p>Made by “variegate catalogue --images”.</p></footer>
</body>
</html>
`;
  return text;
}

function layerSection(layer: Layer, { sources, transformations }: Gallery): Markup {
  const source = sources[sourceOf(layer)];
  return html`<section aria-labelledby="${layer}">
<h2 id="${layer}">${layer}</h2>
${source === null ? null : html`<figure class="original"><img src="${source}" alt="The source"><figcaption>the source</figcaption></figure>`}
<div class="gallery">
${transformations.filter(one => one.layer === layer).map(card)}
</div>
</section>
`;
}

function card(one: PicturedTransformation): Markup {
  const { name, summary, lacking, pictures, layer } = one;
  const figures = pictures.map(
    picture => html`<figure>
${
  picture.file === null
    ? html`<div class="none">nothing to see</div>`
    : html`<img src="${picture.file}" alt="${alternativeOf(one, picture)}" loading="lazy">`
}
<figcaption>${captionOf(picture, layer)}</figcaption></figure>`,
  );
  return html`<article aria-labelledby="t-${name}">
<h3 id="t-${name}">${name}</h3>
<p>${summary}${lacking === null ? null : ` (${lacking})`}</p>
<div class="row">${figures}</div>
</article>
`;
}
