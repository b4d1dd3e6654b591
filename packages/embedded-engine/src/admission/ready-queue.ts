import { Heap } from '@variegate/ground';
import { type RateSlot, type Slot, SlotCounter } from './slots.ts';

/** A job that waits for its turn. */
export interface QueuedJob {
  readonly seq: number;
  /** Lower goes first; equals go by `runSeq`, then by `seq`: what has begun is finished before more is begun. */
  readonly position: number;
  readonly runSeq: number;
  /** The limits it counts against. */
  readonly slots: readonly Slot[];
}

/** Jobs with the same limits, in order. Only the first of them can be next, so the others are never looked at. */
interface Lane<Job extends QueuedJob> {
  readonly name: string;
  readonly slots: readonly Slot[];
  readonly jobs: Heap<Job>;
}

/** A lane as it stands in a heap; no longer the lane's own entry once a better job has moved the lane ahead. */
interface Entry<Job extends QueuedJob> {
  readonly lane: Lane<Job>;
  readonly first: Job;
}

/** When a rate that lanes are parked at lets the next job begin. */
interface Opening {
  readonly at: number;
  readonly slot: RateSlot;
}

/**
 * The jobs that could be done now, and which of them may: {@link take} gives the first whose limits have room.
 *
 * A lane is either *open* (it may have its turn) or *parked* at a limit it found full. When a slot of that limit
 * becomes free, by a job that ends or by the time, the first lane parked there is opened. If it cannot use the slot after
 * all, because another of its limits is full, it hands it on to the next. So a taken or released slot costs a few heap
 * operations, however many jobs wait.
 */
export class ReadyQueue<Job extends QueuedJob> {
  readonly #lanes = new Map<string, Lane<Job>>();
  readonly #entries = new Map<Lane<Job>, Entry<Job>>();
  readonly #open = new Heap<Entry<Job>>(goesFirst);
  /** By the key of the limit, then by the limit: functions that share one may allow different numbers. */
  readonly #parked = new Map<
    string,
    Map<string, { readonly slot: Slot; readonly entries: Heap<Entry<Job>> }>
  >();
  readonly #openings = new Heap<Opening>((a, b) => a.at < b.at);
  /** The openings that count, by the keys of their rates; any other was replaced by an earlier one. */
  readonly #openingAt = new Map<string, number>();
  readonly #slots: SlotCounter;
  #now = Number.NEGATIVE_INFINITY;

  /** @param usedUntil - up to when rates are used, by their keys. @see SlotCounter */
  constructor(usedUntil?: ReadonlyMap<string, number>) {
    this.#slots = new SlotCounter(usedUntil);
  }

  add(job: Job): void {
    const lane = this.#laneOf(job);
    const first = lane.jobs.peek();
    lane.jobs.push(job);
    if (first === undefined || precedes(job, first)) this.#openLane(lane);
  }

  /** When the time alone may let another job be done, in milliseconds since 1970; `undefined` when it cannot. */
  get nextOpening(): number | undefined {
    return this.#openings.peek()?.at;
  }

  /** Takes the next job and a slot of each of its limits; `undefined` when none may be done now. */
  take(now: number): Job | undefined {
    this.#now = now;
    this.#passTime();
    for (let entry = this.#open.pop(); entry !== undefined; entry = this.#open.pop()) {
      const { lane } = entry;
      if (this.#entries.get(lane) !== entry) continue; // The lane has a newer entry, or none.
      const full = this.#slots.firstFull(lane.slots, now);
      if (full === undefined) return this.#takeFrom(lane);
      this.#park(entry, full);
      for (const slot of lane.slots) if (slot !== full) this.#handOn(slot);
    }
    return undefined;
  }

  /** Gives the slots of a job back. @param hasBegun - whether the job was done, and not gone when its turn came. */
  release(slots: readonly Slot[], hasBegun: boolean): void {
    this.#slots.release(slots, hasBegun);
    for (const slot of slots) this.#handOn(slot);
  }

  #takeFrom(lane: Lane<Job>): Job {
    const job = lane.jobs.pop() as Job;
    this.#slots.take(job.slots, this.#now);
    if (lane.jobs.size > 0) {
      this.#openLane(lane);
    } else {
      this.#entries.delete(lane);
      this.#lanes.delete(lane.name);
      // The turn came by a slot that may have room for more.
      for (const slot of job.slots) this.#handOn(slot);
    }
    return job;
  }

  #laneOf({ slots }: Job): Lane<Job> {
    const name = JSON.stringify(slots);
    const known = this.#lanes.get(name);
    if (known !== undefined) return known;
    const lane = { name, slots, jobs: new Heap<Job>(precedes) };
    this.#lanes.set(name, lane);
    return lane;
  }

  #openLane(lane: Lane<Job>): void {
    const entry = { lane, first: lane.jobs.peek() as Job };
    this.#entries.set(lane, entry);
    this.#open.push(entry);
  }

  #park(entry: Entry<Job>, at: Slot): void {
    const groups = this.#parked.get(at.key) ?? new Map();
    this.#parked.set(at.key, groups);
    const name = 'rate' in at ? '' : String(at.limit);
    let group = groups.get(name);
    if (group === undefined) {
      group = { slot: at, entries: new Heap<Entry<Job>>(goesFirst) };
      groups.set(name, group);
      if ('rate' in at) this.#openAt(at, this.#slots.freeAt(at));
    }
    group.entries.push(entry);
  }

  /** Opens a lane at each rate whose time has come. */
  #passTime(): void {
    for (
      let next = this.#openings.peek();
      next !== undefined && next.at <= this.#now;
      next = this.#openings.peek()
    ) {
      this.#openings.pop();
      const { at, slot } = next;
      if (this.#openingAt.get(slot.key) !== at) continue;
      this.#openingAt.delete(slot.key);
      this.#handOn(slot);
      // The lane that was opened may use it, so the next is free no earlier than after it.
      const { limit, periodMs } = slot.rate;
      if (this.#parked.has(slot.key))
        this.#openAt(slot, Math.max(this.#slots.freeAt(slot), this.#now + periodMs / limit));
    }
  }

  #openAt(slot: RateSlot, at: number): void {
    if (at >= (this.#openingAt.get(slot.key) ?? Number.POSITIVE_INFINITY)) return;
    this.#openingAt.set(slot.key, at);
    this.#openings.push({ at, slot });
  }

  /** Opens, of the lanes parked at a limit, the first of those it has room for. */
  #handOn({ key }: Slot): void {
    const groups = this.#parked.get(key);
    if (groups === undefined) return;
    for (const [name, { slot, entries }] of groups) {
      if (!this.#slots.isFree(slot, this.#now)) continue;
      let entry = entries.pop();
      while (entry !== undefined && this.#entries.get(entry.lane) !== entry) entry = entries.pop();
      if (entries.size === 0) groups.delete(name);
      if (entry !== undefined) this.#openLane(entry.lane);
    }
    if (groups.size === 0) this.#parked.delete(key);
  }
}

function precedes(a: QueuedJob, b: QueuedJob): boolean {
  if (a.position !== b.position) return a.position < b.position;
  return a.runSeq === b.runSeq ? a.seq < b.seq : a.runSeq < b.runSeq;
}

function goesFirst<Job extends QueuedJob>(a: Entry<Job>, b: Entry<Job>): boolean {
  return precedes(a.first, b.first);
}
