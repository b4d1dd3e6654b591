import { layers } from '@variegate/core-filters';
import {
  alternativeOf,
  captionOf,
  explanationOf,
  type Gallery,
  type PicturedTransformation,
  sourceOf,
} from './gallery.ts';

/** The page as Markdown, for where a documentation is read. */
export function galleryMarkdown(gallery: Gallery): string {
  const sections = layers.flatMap(layer => {
    const ones = gallery.transformations.filter(one => one.layer === layer);
    if (ones.length === 0) return [];
    const source = gallery.sources[sourceOf(layer)];
    const shown = source === null ? [] : [`![The source](${source})`, ''];
    return [`## ${layer}`, '', ...shown, ...ones.flatMap(sectionOf)];
  });
  return [
    ...['# The transformations in pictures', '', `<!-- Made by "variegate catalogue --images". -->`, ''],
    ...[explanationOf(gallery), '', ...sections],
  ].join('\n');
}

function sectionOf(one: PicturedTransformation): readonly string[] {
  const { name, summary, lacking, layer } = one;
  const cells = one.pictures.map(picture =>
    picture.file === null ? 'nothing to see' : `![${cellText(alternativeOf(one, picture))}](${picture.file})`,
  );
  const row = (texts: readonly string[]) => `| ${texts.join(' | ')} |`;
  const table =
    cells.length === 0
      ? []
      : [
          row(one.pictures.map(picture => captionOf(picture, layer))),
          row(cells.map(() => '---')),
          row(cells),
          '',
        ];
  return [
    ...[`### ${name}`, '', cellText(`${summary}${lacking === null ? '' : ` (${lacking})`}`), ''],
    ...table,
  ];
}

/** What comes from a module of a user must not end a cell, or begin markup. */
function cellText(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ').replaceAll(/[|[\]<>`*_\\]/g, character => `\\${character}`);
}
