import path from 'node:path';
import type { Summary, VariantResult } from '@variegate/variants';
import { styled, type TextStyle } from '../terminal.ts';
import { formatBytes, formatSeconds, printable } from '../text/format.ts';
import { textTable } from './text-table.ts';

const styles: Readonly<Record<VariantResult['status'], TextStyle>> = {
  succeeded: 'green',
  skipped: 'dim',
  failed: 'red',
  cancelled: 'yellow',
};

/** Where and how a run is shown. */
export interface ClosingOptions {
  readonly stream: NodeJS.WriteStream;
  /** Whether it was a dry run. */
  readonly dryRun: boolean;
}

/** The outcome of a run as text: a table of the variants, the reasons of failures, and the counts. */
export function closingText(summary: Summary, options: ClosingOptions): string {
  const variants = summary.variants ?? [];
  const parts = [
    ...(variants.length === 0 ? [] : [tableOf(variants, options)]),
    ...failuresOf(variants),
    ...summary.duplicates.map(({ source, duplicateOf }) =>
      source === duplicateOf
        ? `${printable(source)} was named twice.`
        : `${printable(source)} has the same bytes as ${printable(duplicateOf)}.`,
    ),
    countsOf(summary, options),
    ...unwrittenOf(summary),
  ];
  return `${parts.join('\n')}\n`;
}

/** What went wrong in a run, a line each; nothing where nothing did. */
export function complaintsOf(summary: Summary): readonly string[] {
  const { failed, variants, variantsOmitted } = summary;
  const unlisted = variantsOmitted !== undefined && failed > 0 ? [`${failed} variants failed.`] : [];
  return [...failuresOf(variants ?? []), ...unlisted, ...unwrittenOf(summary)];
}

function unwrittenOf({ resultsError }: Summary): readonly string[] {
  return resultsError === null ? [] : [printable(resultsError.message)];
}

function tableOf(variants: readonly VariantResult[], { stream, dryRun }: ClosingOptions): string {
  const measured = variants.some(variant => variant.similarity !== null);
  const kinds = variants.some(({ kind }) => kind !== 'variant');
  const head = [
    'variant',
    ...(kinds ? ['kind'] : []),
    'status',
    'seconds',
    'size',
    'peak memory',
    ...(measured ? ['distance'] : []),
  ];
  const rows = variants.map(variant => [
    printable(variant.output ?? `${path.basename(variant.source)} ${variant.series ?? ''}#${variant.index}`),
    ...(kinds ? [variant.kind] : []),
    styled(
      styles[variant.status],
      dryRun && variant.status === 'cancelled' ? 'to be made' : variant.status,
      stream,
    ),
    cell(variant.processingSeconds, seconds => seconds.toFixed(1)),
    cell(variant.bytes, formatBytes),
    cell(variant.peakMemoryBytes, formatBytes),
    ...(measured ? [cell(variant.similarity?.pdq.alignedDistance ?? null, bits => bits.toFixed(1))] : []),
  ]);
  const alignments = head.map((_, column) => (column < (kinds ? 3 : 2) ? 'left' : 'right'));
  return textTable(head, rows, alignments);
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

/** How a run ended, as `5 variants: 4 made, 1 failed; 12.3 s. In /out`. */
export function countsOf(summary: Summary, { dryRun }: Pick<ClosingOptions, 'dryRun'>): string {
  const { requested, succeeded, failed, skipped, cancelled, wallSeconds, peakMemoryBytes, outDir } = summary;
  const { targetsMissed = 0 } = summary;
  const counts = [
    [succeeded, 'made'],
    [skipped, 'skipped'],
    [failed, 'failed'],
    [cancelled, dryRun ? 'to be made' : 'not made'],
  ] as const;
  const shown = counts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  const memory = peakMemoryBytes === 0 ? '' : `, at most ${formatBytes(peakMemoryBytes)} of memory`;
  const missed = targetsMissed === 0 ? '' : `, ${targetsMissed} outside their target`;
  return `${requested} variants: ${shown.join(', ')}${missed}; ${formatSeconds(wallSeconds)}${memory}. In ${printable(outDir)}`;
}
