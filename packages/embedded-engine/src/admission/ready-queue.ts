import { Heap } from '@variegate/ground';
import { type Slot, SlotCounter } from './slots.ts';

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

/**
 * The jobs that could be done now, and which of them may: {@link take} gives the first whose limits have room.
 *
 * A lane is either *open* (it may have its turn) or *parked* at a limit it found full. When a slot of that limit
 * becomes free, the first lane parked there is opened. If it cannot use the slot after all, because another of
 * its limits is full, it hands it on to the next. So a taken or released slot costs a few heap operations, however
 * many jobs wait.
 */
export class ReadyQueue<Job extends QueuedJob> {
  readonly #lanes = new Map<string, Lane<Job>>();
  readonly #entries = new Map<Lane<Job>, Entry<Job>>();
  readonly #open = new Heap<Entry<Job>>(goesFirst);
  readonly #parked = new Map<string, Heap<Entry<Job>>>();
  readonly #slots = new SlotCounter();

  /** Whether no job waits. */
  get isEmpty(): boolean {
    return this.#lanes.size === 0;
  }

  add(job: Job): void {
    const lane = this.#laneOf(job);
    const first = lane.jobs.peek();
    lane.jobs.push(job);
    if (first === undefined || precedes(job, first)) this.#openLane(lane);
  }

  /** Takes the next job and a slot of each of its limits; `undefined` when none may be done now. */
  take(): Job | undefined {
    for (let entry = this.#open.pop(); entry !== undefined; entry = this.#open.pop()) {
      const { lane } = entry;
      if (this.#entries.get(lane) !== entry) continue; // The lane has a newer entry, or none.
      const full = this.#slots.firstFull(lane.slots);
      if (full === undefined) return this.#takeFrom(lane);
      this.#park(entry, full);
      for (const slot of lane.slots) if (slot !== full) this.#handOn(slot);
    }
    return undefined;
  }

  /** Gives the slots of a job back. */
  release(slots: readonly Slot[]): void {
    this.#slots.release(slots);
    for (const slot of slots) this.#handOn(slot);
  }

  #takeFrom(lane: Lane<Job>): Job {
    const job = lane.jobs.pop() as Job;
    this.#slots.take(job.slots);
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
    const parked = this.#parked.get(at.key) ?? new Heap<Entry<Job>>(goesFirst);
    parked.push(entry);
    this.#parked.set(at.key, parked);
  }

  /** Opens the first lane parked at a limit that has room. */
  #handOn(slot: Slot): void {
    const parked = this.#parked.get(slot.key);
    if (parked === undefined || !this.#slots.isFree(slot)) return;
    let entry = parked.pop();
    while (entry !== undefined && this.#entries.get(entry.lane) !== entry) entry = parked.pop();
    if (parked.size === 0) this.#parked.delete(slot.key);
    if (entry !== undefined) this.#openLane(entry.lane);
  }
}

function precedes(a: QueuedJob, b: QueuedJob): boolean {
  if (a.position !== b.position) return a.position < b.position;
  return a.runSeq === b.runSeq ? a.seq < b.seq : a.runSeq < b.runSeq;
}

function goesFirst<Job extends QueuedJob>(a: Entry<Job>, b: Entry<Job>): boolean {
  return precedes(a.first, b.first);
}
