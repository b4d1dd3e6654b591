/**
 * Applies an asynchronous function to each item, a few at a time, and yields the results in the order of the items.
 * Nothing is begun further ahead than `concurrency` items past the one that is waited for.
 */
export async function* mapInOrder<Item, Result>(
  items: Iterable<Item>,
  concurrency: number,
  apply: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const pending: Promise<Result>[] = [];
  const iterator = items[Symbol.iterator]();
  const begin = () => {
    const next = iterator.next();
    if (next.done) return;
    const result = apply(next.value);
    // A failure is seen when its turn comes; until then it must not count as unhandled.
    result.catch(() => {});
    pending.push(result);
  };
  for (let started = 0; started < concurrency; started += 1) begin();
  for (let first = pending.shift(); first !== undefined; first = pending.shift()) {
    const result = await first;
    begin();
    yield result;
  }
}
