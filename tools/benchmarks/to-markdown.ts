import type { Block, Section } from '../../packages/benchmark/src/report/block.ts';

/** Sections as Markdown, each under a heading of the second level; plots are left to the HTML page. */
export function toMarkdown(sections: readonly Section[]): string {
  return sections
    .map(({ title, blocks }) => [`## ${title}`, ...blocks.flatMap(markdownOf)].join('\n\n'))
    .join('\n\n');
}

function markdownOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [block.text];
    case 'table':
      return [
        [
          rowOf(block.head),
          rowOf(block.head.map((_, column) => (column === 0 ? '---' : '---:'))),
          ...block.rows.map(rowOf),
        ].join('\n'),
      ];
    case 'lines':
    case 'bars':
      return [];
  }
}

function rowOf(cells: readonly string[]): string {
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
