/** The parsed arguments of the demo. */
export interface DemoArguments {
  /** Their own file; absent, the sample is used. */
  readonly file?: string;
  /** Their own output folder. */
  readonly outDir?: string;
  /** Everything else, for the command that makes the variants. */
  readonly options: readonly string[];
}

/** Reads `[FILE] [-o DIR] [OPTION...]`; the file, if there is one, stands first. */
export function readDemoArguments(args: readonly string[]): DemoArguments {
  const [first, ...others] = args;
  const hasFile = first !== undefined && !first.startsWith('-');
  const options = hasFile ? others : [...args];
  const at = options.findIndex(option => option === '-o' || option === '--out');
  const outDir = options[at + 1];
  const hasOutDir = at !== -1 && outDir !== undefined;
  if (hasOutDir) options.splice(at, 2);
  return { ...(hasFile && { file: first }), ...(hasOutDir && { outDir }), options };
}
