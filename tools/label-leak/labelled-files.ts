/** What a field of a file holds: a number, a name, or nothing. */
export type FieldValue = number | string | null;

/** One file as somebody sees it who wants to know what kind it is. */
export interface LabelledFile {
  /** `variant`, `control` or `distractor`. */
  readonly label: string;
  /** Files of one group are never on both sides of a split, so that nobody learns a source by heart. */
  readonly group: string;
  /** Every field that the file has. */
  readonly fields: Readonly<Record<string, FieldValue>>;
}
