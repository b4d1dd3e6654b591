/** Arguments as a POSIX shell reads them back, each exactly as it is. */
export function shellQuote(args: readonly string[]): string {
  return args.map(quoteOne).join(' ');
}

function quoteOne(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
