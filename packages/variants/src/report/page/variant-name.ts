import type { ReportedVariant } from '../finished-folder.ts';

/** The fragment of the page's address that leads to a variant. */
export function variantAnchor({ id }: ReportedVariant): string {
  return `v-${id.slice(0, 16)}`;
}

/** What a variant is called on the page, such as `Variant 3`, or `Variant light 3` in a series. */
export function variantTitle({ kind, series, index }: ReportedVariant): string {
  const name = series === null ? '' : `${series} `;
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)} ${name}${index}`;
}
