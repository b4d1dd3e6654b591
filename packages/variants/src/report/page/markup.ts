import { escapeHtml } from '@variegate/ground';

/** Text that is HTML already. */
export class Markup {
  readonly text: string;

  private constructor(text: string) {
    this.text = text;
  }

  /** Takes a text as it is. Only for text that this package, or a library it calls, has written as HTML. */
  static trusted(text: string): Markup {
    return new Markup(text);
  }
}

/** What may stand in a template: everything that is not HTML already is escaped. */
export type MarkupValue = string | number | Markup | null | readonly MarkupValue[];

/** A template of HTML: every value in it is escaped unless it is {@link Markup}; `null` leaves nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return Markup.trusted(
    strings.reduce((text, string, index) => `${text}${textOf(values[index - 1] ?? null)}${string}`),
  );
}

function textOf(value: MarkupValue): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.text;
  if (typeof value === 'object') return value.map(textOf).join('');
  return escapeHtml(String(value));
}
