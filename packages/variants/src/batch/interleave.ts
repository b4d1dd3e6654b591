/**
 * Takes one item from each of several rows in turn. Of all rows at most `width` are open at a time; every round opens
 * another one and begins with it, so the first item waits for the first row only. What is open is closed when the reader
 * stops early.
 */
export async function* interleave<Item>(
  rows: AsyncIterable<AsyncIterable<Item>>,
  width: number,
): AsyncGenerator<Item> {
  const coming = rows[Symbol.asyncIterator]();
  const open = new Set<AsyncIterator<Item>>();
  let more = true;
  try {
    while (more || open.size > 0) {
      const opened: AsyncIterator<Item>[] = [];
      if (more && open.size < width) {
        const next = await coming.next();
        if (next.done) more = false;
        else opened.push(next.value[Symbol.asyncIterator]());
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
