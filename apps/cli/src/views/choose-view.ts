import type { Terminal } from '../terminal.ts';
import { JsonView } from './json-view.ts';
import { PlainView } from './plain-view.ts';
import { QuietView } from './quiet-view.ts';
import { ScreenView } from './screen-view.ts';
import type { View } from './view.ts';

/** How the user wants to see a run. */
export interface ViewChoice {
  readonly json: boolean;
  readonly quiet: boolean;
}

/** The view that suits: JSON where it was asked for, lines in place on a terminal, plain lines elsewhere. */
export function chooseView({ json, quiet }: ViewChoice, terminal: Terminal): View {
  if (json) return new JsonView(terminal);
  if (quiet) return new QuietView(terminal);
  // A pseudo-terminal without a size, as some build servers have, cannot show lines in place.
  const { isTTY, columns } = terminal.stderr;
  return isTTY && columns > 0 ? new ScreenView(terminal) : new PlainView(terminal);
}
