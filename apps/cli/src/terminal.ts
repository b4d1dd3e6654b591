import { styleText } from 'node:util';

/** What the command prints to. */
export interface Terminal {
  /** Results. */
  readonly stdout: NodeJS.WriteStream;
  /** Progress and messages for the user. */
  readonly stderr: NodeJS.WriteStream;
}

/** The terminal of this process. */
export const processTerminal: Terminal = { stdout: process.stdout, stderr: process.stderr };

/** A way to make text stand out. */
export type TextStyle = Parameters<typeof styleText>[0];

/** Styles a text if the stream shows styles; `NO_COLOR` and the like are respected. */
export function styled(style: TextStyle, text: string, stream: NodeJS.WriteStream): string {
  return styleText(style, text, { stream });
}
