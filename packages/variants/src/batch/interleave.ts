import { setTimeout as delay } from 'node:timers/promises';

/** How long the rows that are open wait for one that is slow to come. */
const patienceMs = 2000;

/**
 * Takes one item from each of several rows in turn. Of all rows at most `width` are open at a time; every round opens
 * another one and begins with it, so the first item waits for the first row only. A row that is slow to come does not hold
 * up the others. What is open is closed when the reader stops early.
 */
export async function* interleave<Item>(
  rows: AsyncIterable<AsyncIterable<Item>>,
  width: number,
): AsyncGenerator<Item> {
  const coming = rows[Symbol.asyncIterator]();
  const open = new Set<AsyncIterator<Item>>();
  let more = true;
  let asked: AskedRow<AsyncIterable<Item>> | null = null;
  try {
    while (more || open.size > 0) {
      const opened: AsyncIterator<Item>[] = [];
      if (more && open.size < width) {
        asked ??= new AskedRow(coming.next());
        const next = open.size === 0 ? await asked.row : await asked.withPatience();
        if (next !== null) asked = null;
        if (next?.done) more = false;
        else if (next !== null) opened.push(next.value[Symbol.asyncIterator]());
      }
      // The new row begins: a generator that was never begun would not notice that it is closed.
      const round = [...opened, ...open];
      for (const row of opened) open.add(row);
      for (const row of round) {
        const item = await row.next();
        if (item.done) open.delete(row);
        else yield item.value;
      }
    }
  } finally {
    for (const row of open) await row.return?.();
    await coming.return?.();
  }
}

/** A row that was asked for. */
class AskedRow<Row> {
  readonly row: Promise<IteratorResult<Row>>;
  readonly #sinceMs = performance.now();

  constructor(row: Promise<IteratorResult<Row>>) {
    this.row = row;
    // Whoever waits for it gets the error; a reader that has stopped does not want it.
    row.catch(() => {});
  }

  /** The row, or `null` where it has taken longer than it is waited for and still is not here. */
  async withPatience(): Promise<IteratorResult<Row> | null> {
    const leftMs = Math.max(0, patienceMs - (performance.now() - this.#sinceMs));
    const taken = new AbortController();
    const late = delay(leftMs, null, { signal: taken.signal }).catch(() => null);
    try {
      return await Promise.race([this.row, late]);
    } finally {
      taken.abort();
    }
  }
}
