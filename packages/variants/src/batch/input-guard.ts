import { realpath } from 'node:fs/promises';
import path from 'node:path';
import { OutputReplacesInputError } from '../errors.ts';

/** Knows the inputs of a run, so that no output takes the place of one. */
export class InputGuard {
  readonly #inputs: readonly string[];
  readonly #names: ReadonlySet<string>;

  constructor(inputs: readonly string[]) {
    this.#inputs = inputs;
    this.#names = new Set(inputs.map(input => comparableName(input)));
  }

  /**
   * Makes sure that a file which is about to be published is none of the inputs.
   *
   * @throws {VARIANTS_OUTPUT_REPLACES_INPUT} when it is.
   */
  async assertNotAnInput(target: string): Promise<void> {
    const name = comparableName(target);
    if (!this.#names.has(name)) return;
    const place = await realpath(target).catch(() => null);
    for (const input of this.#inputs.filter(candidate => comparableName(candidate) === name)) {
      if (place !== null && (await realpath(input).catch(() => null)) === place) {
        throw new OutputReplacesInputError(`The variant "${target}" would replace an input of this run.`);
      }
    }
  }
}

/** As the least discerning file system compares names. */
function comparableName(file: string): string {
  return path.basename(file).normalize('NFC').toLowerCase();
}
