import type { Contrast, Evaluation, GroupFigures } from '@variegate/evaluation';
import { printable } from '../text/format.ts';
import { textTable } from './text-table.ts';

/** Most transformations and groups of a kind that are shown; the page and --json have all. */
const mostRows = 12;

/** An evaluation as text: the headline, the measures, what breaks the detector, and the groups. */
export async function evaluationText(evaluation: Evaluation): Promise<string> {
  const { apText, chanceText, pointsText, shareText, percentText } = await import('@variegate/evaluation');
  const { headline, measures, operatingPoint, contrasts, groups, falseAlarms, missed } = evaluation;
  const { vcsl, vcslAtPoint } = measures;
  const quality = (value: typeof vcsl) =>
    value === null
      ? '-'
      : `${value.f1.toFixed(3)} (precision ${value.precision.toFixed(3)}, recall ${value.recall.toFixed(3)})`;
  const measureRows = [
    ['segment AP (VSC2022)', apText(measures.segmentAp)],
    ['pair micro-AP (VSC2022)', apText(measures.pairMicroAp)],
    [`recall at precision ${operatingPoint.wantedPrecision}`, shareText(measures.recallAtPrecision)],
    ['micro-AP (DISC21)', measures.disc21MicroAp.toFixed(3)],
    ['F1 of segments (VCSL), all rows', quality(vcsl)],
    ['F1 of segments (VCSL), rows that count', quality(vcslAtPoint)],
  ];
  const contrastRow = ({ transformation, variants, recallWith, difference, own, chance }: Contrast) => [
    printable(transformation),
    String(variants),
    percentText(recallWith),
    pointsText(difference),
    pointsText(own),
    chanceText(chance),
  ];
  const groupRow = ({ dimension, value, pairs, found, recall, segmentAp }: GroupFigures) => [
    dimension,
    printable(value),
    `${found} of ${pairs}`,
    shareText(recall),
    apText(segmentAp),
  ];
  // Transformations have a table of their own, and intensities are too many for a terminal.
  const shown = groups.filter(({ dimension }) => dimension !== 'transformation' && dimension !== 'intensity');
  const left = contrasts.length - mostRows;
  const parts = [
    printable(headline),
    textTable(['measure', 'value (95 % over sources)'], measureRows),
    ...(contrasts.length === 0
      ? []
      : [
          textTable(
            ['transformation', 'variants', 'recall', 'difference, points', 'its own, points', 'by chance'],
            contrasts.slice(0, mostRows).map(contrastRow),
          ),
          ...(left > 0 ? [`${left} more transformations follow; --html and --json have all.`] : []),
        ]),
    ...(shown.length === 0
      ? []
      : [textTable(['by', '', 'found', 'recall', 'segment AP'], shown.map(groupRow))]),
    ...(falseAlarms === null
      ? []
      : [
          `False alarms: ${falseAlarms.alarms} of ${falseAlarms.queries} distractors, ${shareText(falseAlarms.rate)}.`,
        ]),
    `Missed: ${missed.count}.`,
  ];
  return `${parts.join('\n')}\n`;
}
