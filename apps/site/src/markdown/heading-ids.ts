/** Ids for the headings of one page, as GitHub gives them, so that a link holds in both. */
export class HeadingIds {
  readonly #taken = new Map<string, number>();

  /** @param text - the heading as it is read, without marks */
  next(text: string): string {
    const id = text
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-');
    const earlier = this.#taken.get(id);
    this.#taken.set(id, (earlier ?? 0) + 1);
    return earlier === undefined ? id : `${id}-${earlier}`;
  }
}
