/** What the command prints beyond letters, and what stands for it where the locale is not UTF-8. */
export interface Symbols {
  readonly full: string;
  readonly empty: string;
  readonly ellipsis: string;
  readonly arrow: string;
  /** What a text may hold beside these. */
  readonly letters: 'all' | 'ascii';
  /** In the place of a character that a terminal would obey. */
  readonly replacement: string;
  /** Lines of tables, by the names of cli-table3; its own where there are none. */
  readonly table: Readonly<Record<string, string>>;
}

const unicode: Symbols = {
  full: '█',
  empty: '░',
  ellipsis: '…',
  arrow: '→',
  letters: 'all',
  replacement: '\ufffd',
  table: {},
};

const ascii: Symbols = {
  full: '#',
  empty: '.',
  ellipsis: '...',
  arrow: '->',
  letters: 'ascii',
  replacement: '?',
  table: {
    ...{ top: '-', 'top-mid': '+', 'top-left': '+', 'top-right': '+' },
    ...{ bottom: '-', 'bottom-mid': '+', 'bottom-left': '+', 'bottom-right': '+' },
    ...{ left: '|', 'left-mid': '+', mid: '-', 'mid-mid': '+', right: '|', 'right-mid': '+', middle: '|' },
  },
};

/**
 * Whether text is read as UTF-8: by the first of `LC_ALL`, `LC_CTYPE` and `LANG` that is not empty, as POSIX has it; none
 * is the locale `C`. Windows has no such variables, and Node writes to its consoles in their own way.
 */
export function isUtf8(
  { LC_ALL, LC_CTYPE, LANG }: NodeJS.ProcessEnv,
  platform: NodeJS.Platform = process.platform,
): boolean {
  const locale = LC_ALL || LC_CTYPE || LANG;
  return locale ? /utf-?8/i.test(locale) : platform === 'win32';
}

/** Those of this process. */
export const symbols: Symbols = isUtf8(process.env) ? unicode : ascii;
