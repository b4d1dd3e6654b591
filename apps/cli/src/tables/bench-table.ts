import type { BenchmarkSummary, Block } from '@variegate/benchmark';
import { printable } from '../text/format.ts';
import { textTable } from './text-table.ts';

/** The result of a benchmark as text: the tables and sentences of its page, without the plots. */
export async function benchText(summary: BenchmarkSummary): Promise<string> {
  const { summarySections } = await import('@variegate/benchmark');
  const parts = summarySections(summary).flatMap(({ blocks }) => blocks.flatMap(textOf));
  const saved = summary.savedTo === null ? [] : [`Saved in ${printable(summary.savedTo)}.`];
  return `${[...parts, ...saved].join('\n\n')}\n`;
}

function textOf(block: Block): readonly string[] {
  switch (block.kind) {
    case 'text':
      return [printable(block.text.replaceAll('`', ''))];
    case 'table':
      return [
        textTable(
          block.head,
          block.rows.map(row => row.map(printable)),
        ),
      ];
    case 'lines':
    case 'bars':
      return [];
  }
}
