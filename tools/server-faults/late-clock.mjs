// Preloaded by a worker whose clock is an hour late, as far as its own code can see. Monotonic time is as it is.
const lateByMs = 3_600_000;
const trueDate = Date;
const now = () => trueDate.now() - lateByMs;

globalThis.Date = new Proxy(trueDate, {
  apply: () => new trueDate(now()).toString(),
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
});
