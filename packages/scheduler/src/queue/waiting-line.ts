import { policy } from '../policy.ts';
import { Heap } from './heap.ts';

/** What a place in the line depends on. */
export interface Waiter<W> {
  /** Number by age, unique; a task that comes back keeps the one it had. */
  readonly id: number;
  readonly priority: number;
  readonly group: string;
  readonly expectedSeconds: number;
  /** When it was added, in the clock's milliseconds. */
  readonly addedAtMs: number;
  /** Owned by the line. */
  ticket: Ticket<W> | null;
}

/** A place in the line. Its keys never change, so that heaps stay heaps; `waiter` is `null` once it is void. */
export interface Ticket<W> {
  waiter: W | null;
  readonly id: number;
  readonly seconds: number;
  readonly group: Group<W>;
  inGroup: boolean;
  drawn: boolean;
}

/** The waiting tasks of one group within one priority. */
interface Group<W> {
  readonly name: string;
  readonly lane: Lane<W>;
  waiting: number;
  /** Turns it has had, counted from the round in which it joined. */
  turns: number;
  readonly tickets: Heap<Ticket<W>>;
  /** The only one of its entries that counts. */
  entry: Entry<W> | null;
}

interface Entry<W> {
  readonly group: Group<W>;
  readonly turns: number;
  readonly head: Ticket<W>;
}

/** The waiting tasks of one priority. */
interface Lane<W> {
  readonly priority: number;
  readonly groups: Map<string, Group<W>>;
  readonly entries: Heap<Entry<W>>;
  waiting: number;
  round: number;
}

const longestFirst = <W>(a: Ticket<W>, b: Ticket<W>): boolean =>
  a.seconds > b.seconds || (a.seconds === b.seconds && a.id < b.id);

const fewestTurnsFirst = <W>(a: Entry<W>, b: Entry<W>): boolean =>
  a.turns < b.turns || (a.turns === b.turns && longestFirst(a.head, b.head));

/**
 * Tasks that wait, and whose turn it is: higher priority first; within a priority, groups take turns;
 * within a group, the longest predicted first. Every order starves someone, so every eighth start goes
 * to whoever has waited longest, once that is too long. Whoever is drawn stays in line until it
 * {@link leave}s; {@link putBack} undoes the draw. Every operation costs log n.
 */
export class WaitingLine<W extends Waiter<W>> {
  /** Highest priority first. */
  readonly #lanes: Lane<W>[] = [];
  readonly #byAge = new Heap<Ticket<W>>((a, b) => a.id < b.id);
  #size = 0;
  #startsSinceEldest = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Puts a task in line, at the age it has by its id. */
  add(waiter: W): void {
    const group = this.#group(this.#lane(waiter.priority), waiter.group);
    const ticket: Ticket<W> = {
      waiter,
      id: waiter.id,
      seconds: waiter.expectedSeconds,
      group,
      inGroup: false,
      drawn: false,
    };
    waiter.ticket = ticket;
    this.#size += 1;
    group.waiting += 1;
    group.lane.waiting += 1;
    this.#byAge.push(ticket);
    enterGroup(ticket);
  }

  /** Draws one after the other, as their turns come; whoever does not {@link start} must be put back. */
  *inTurn(nowMs: number): Generator<W, void> {
    const eldest = this.#eldest();
    const overdue = eldest !== undefined && nowMs - eldest.addedAtMs >= policy.backfillMs;
    const ticket = eldest?.ticket;
    if (overdue && ticket && this.#startsSinceEldest >= policy.eldestEvery - 1) {
      ticket.drawn = true;
      ticket.group.turns += 1;
      enterLane(ticket.group);
      yield eldest;
    }
    for (const lane of this.#lanes) {
      for (let next = drawFromLane(lane); next !== undefined; next = drawFromLane(lane)) yield next;
    }
  }

  /** Takes a task out of the line because it starts. */
  start(waiter: W): void {
    this.#startsSinceEldest = waiter === this.#eldest() ? 0 : this.#startsSinceEldest + 1;
    this.leave(waiter);
  }

  /** Undoes a draw. */
  putBack(waiter: W): void {
    const { ticket } = waiter;
    if (ticket === null) return;
    ticket.drawn = false;
    ticket.group.turns -= 1;
    enterGroup(ticket);
  }

  /** Takes a task out of the line, drawn or not. */
  leave(waiter: W): void {
    const { ticket } = waiter;
    if (ticket === null) return;
    waiter.ticket = null;
    ticket.waiter = null;
    this.#size -= 1;
    const { group } = ticket;
    group.waiting -= 1;
    if (group.waiting === 0) group.lane.groups.delete(group.name);
    group.lane.waiting -= 1;
    if (group.lane.waiting === 0) this.#lanes.splice(this.#laneAt(group.lane.priority), 1);
  }

  /** Whoever was added first of all. */
  #eldest(): W | undefined {
    for (;;) {
      const ticket = this.#byAge.peek();
      if (ticket === undefined) return undefined;
      if (ticket.waiter !== null) return ticket.waiter;
      this.#byAge.pop();
    }
  }

  /** Where the lane of that priority is, or belongs. A priority may well be a date, so there can be many. */
  #laneAt(priority: number): number {
    let from = 0;
    let to = this.#lanes.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#lanes[middle]?.priority ?? 0) > priority) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #lane(priority: number): Lane<W> {
    const at = this.#laneAt(priority);
    const found = this.#lanes[at];
    if (found?.priority === priority) return found;
    const lane: Lane<W> = {
      priority,
      groups: new Map(),
      entries: new Heap(fewestTurnsFirst),
      waiting: 0,
      round: 0,
    };
    this.#lanes.splice(at, 0, lane);
    return lane;
  }

  /** A group that joins, or comes back, starts in the round the others are in: no credit for absence. */
  #group(lane: Lane<W>, name: string): Group<W> {
    const found = lane.groups.get(name);
    if (found !== undefined) return found;
    const group: Group<W> = {
      name,
      lane,
      waiting: 0,
      turns: lane.round,
      tickets: new Heap(longestFirst),
      entry: null,
    };
    lane.groups.set(name, group);
    return group;
  }
}

function drawFromLane<W>(lane: Lane<W>): W | undefined {
  for (;;) {
    const entry = lane.entries.pop();
    if (entry === undefined) return undefined;
    const { group } = entry;
    if (group.entry !== entry) continue;
    group.entry = null;
    const head = firstWaiting(group);
    if (head === undefined) continue;
    if (head !== entry.head) {
      enterLane(group);
      continue;
    }
    group.tickets.pop();
    head.inGroup = false;
    head.drawn = true;
    lane.round = Math.max(lane.round, group.turns);
    group.turns += 1;
    enterLane(group);
    return head.waiter ?? undefined;
  }
}

function enterGroup<W>(ticket: Ticket<W>): void {
  if (!ticket.inGroup) {
    ticket.inGroup = true;
    ticket.group.tickets.push(ticket);
  }
  enterLane(ticket.group);
}

/** Makes sure that the group's place in its lane is the one it deserves now. */
function enterLane<W>(group: Group<W>): void {
  const head = firstWaiting(group);
  if (head === undefined || (group.entry?.head === head && group.entry.turns === group.turns)) return;
  group.entry = { group, turns: group.turns, head };
  group.lane.entries.push(group.entry);
}

function firstWaiting<W>(group: Group<W>): Ticket<W> | undefined {
  for (;;) {
    const ticket = group.tickets.peek();
    if (ticket === undefined || (ticket.waiter !== null && !ticket.drawn)) return ticket;
    group.tickets.pop();
    ticket.inGroup = false;
  }
}
