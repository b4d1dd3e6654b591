/**
 * Passes one signal's abort on to many. A signal looks through all its listeners whenever one is
 * added, so a hundred thousand tasks listening to the batch's own signal would cost quadratic time.
 */
export class AbortFan<T> {
  readonly #waiting = new Map<AbortSignal, Set<T>>();
  readonly #stop = new Map<AbortSignal, () => void>();
  readonly #onAbort: (item: T, reason: unknown) => void;

  constructor(onAbort: (item: T, reason: unknown) => void) {
    this.#onAbort = onAbort;
  }

  /** From now on `onAbort` is called for `item` when `signal` fires. */
  add(signal: AbortSignal, item: T): void {
    const items = this.#waiting.get(signal);
    if (items !== undefined) {
      items.add(item);
      return;
    }
    const fire = (): void => {
      const items = [...(this.#waiting.get(signal) ?? [])];
      for (const each of items) this.#onAbort(each, signal.reason);
    };
    signal.addEventListener('abort', fire, { once: true });
    this.#waiting.set(signal, new Set([item]));
    this.#stop.set(signal, () => signal.removeEventListener('abort', fire));
  }

  /** From now on `item` is no longer notified; removing the last item releases the signal. */
  remove(signal: AbortSignal, item: T): void {
    const items = this.#waiting.get(signal);
    items?.delete(item);
    if (items?.size !== 0) return;
    this.#waiting.delete(signal);
    this.#stop.get(signal)?.();
    this.#stop.delete(signal);
  }
}
