import path from 'node:path';
import type { Summary, VariantResult } from '@variegate/variants';
import Table from 'cli-table3';
import { styled, type TextStyle } from '../terminal.ts';
import { formatBytes, formatSeconds, printable } from '../text/format.ts';

const styles: Readonly<Record<VariantResult['status'], TextStyle>> = {
  succeeded: 'green',
  skipped: 'dim',
  failed: 'red',
  cancelled: 'yellow',
};

/** What became of a run, for people: a table of the variants, the reasons of failures, and the counts. */
export function closingText(summary: Summary, stream: NodeJS.WriteStream): string {
  const variants = summary.variants ?? [];
  const parts = [
    ...(variants.length === 0 ? [] : [tableOf(variants, stream)]),
    ...failuresOf(variants),
    ...summary.duplicates.map(({ source, duplicateOf }) =>
      source === duplicateOf
        ? `${printable(source)} was named twice.`
        : `${printable(source)} has the same bytes as ${printable(duplicateOf)}.`,
    ),
    countsOf(summary),
    ...(summary.resultsError === null ? [] : [printable(summary.resultsError.message)]),
  ];
  return `${parts.join('\n')}\n`;
}

function tableOf(variants: readonly VariantResult[], stream: NodeJS.WriteStream): string {
  const measured = variants.some(variant => variant.similarity !== null);
  const head = ['variant', 'status', 'seconds', 'size', 'peak memory', ...(measured ? ['distance'] : [])];
  const table = new Table({
    head,
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'left', 'right', 'right', 'right', 'right'],
  });
  for (const variant of variants) {
    table.push([
      printable(variant.output ?? `${path.basename(variant.source)} #${variant.index}`),
      styled(styles[variant.status], variant.status, stream),
      cell(variant.processingSeconds, seconds => seconds.toFixed(1)),
      cell(variant.bytes, formatBytes),
      cell(variant.peakMemoryBytes, formatBytes),
      ...(measured ? [cell(variant.similarity?.pdq.alignedDistance ?? null, bits => bits.toFixed(1))] : []),
    ]);
  }
  return table.toString();
}

function cell(value: number | null, format: (value: number) => string): string {
  return value === null ? '-' : format(value);
}

function failuresOf(variants: readonly VariantResult[]): readonly string[] {
  return variants.flatMap(({ status, source, index, error }) =>
    status === 'failed' && error !== null
      ? [
          `Variant ${index} of ${printable(path.basename(source))}: ${printable(error.message)} (${error.code})`,
        ]
      : [],
  );
}

function countsOf({
  requested,
  succeeded,
  failed,
  skipped,
  cancelled,
  wallSeconds,
  peakMemoryBytes,
  outDir,
}: Summary) {
  const counts = [
    [succeeded, 'made'],
    [skipped, 'there already'],
    [failed, 'failed'],
    [cancelled, 'not made'],
  ] as const;
  const told = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const memory = peakMemoryBytes === 0 ? '' : `, at most ${formatBytes(peakMemoryBytes)} of memory`;
  return `${requested} variants: ${told.join(', ')}; ${formatSeconds(wallSeconds)}${memory}. In ${printable(outDir)}`;
}
