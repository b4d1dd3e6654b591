import { Heap } from '@variegate/ground';
import { policy } from '../policy.ts';

/** What the order of a task depends on. */
export interface Waiter<W> {
  /** Number by age, unique; a task that comes back keeps the one it had. */
  readonly id: number;
  readonly priority: number;
  readonly group: string;
  readonly expectedSeconds: number;
  /** When it was added, in the clock's milliseconds. */
  readonly addedAtMs: number;
  /** Owned by the queue. */
  entry: Entry<W> | null;
}

/** A task in the queue. Its keys never change, so that heaps stay heaps; `waiter` is `null` once it is void. */
export interface Entry<W> {
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
  readonly level: PriorityLevel<W>;
  waiting: number;
  /** Turns it has had, counted from the round in which it joined. */
  turns: number;
  readonly entries: Heap<Entry<W>>;
  /** Its entry in the level: the only one of the group that counts. */
  groupEntry: GroupEntry<W> | null;
}

interface GroupEntry<W> {
  readonly group: Group<W>;
  readonly turns: number;
  readonly head: Entry<W>;
}

/** The waiting tasks of one priority. */
interface PriorityLevel<W> {
  readonly priority: number;
  readonly groups: Map<string, Group<W>>;
  readonly groupEntries: Heap<GroupEntry<W>>;
  waiting: number;
  round: number;
}

const longestFirst = <W>(a: Entry<W>, b: Entry<W>): boolean =>
  a.seconds > b.seconds || (a.seconds === b.seconds && a.id < b.id);

const fewestTurnsFirst = <W>(a: GroupEntry<W>, b: GroupEntry<W>): boolean =>
  a.turns < b.turns || (a.turns === b.turns && longestFirst(a.head, b.head));

/**
 * Tasks that wait, and whose turn it is: higher priority first; within a priority, groups take turns;
 * within a group, the longest predicted first. Every order starves someone, so every eighth start goes
 * to the task that has waited longest, once that is too long. A task that is drawn stays in the queue until it
 * {@link leave}s; {@link putBack} undoes the draw. Every operation costs log n.
 */
export class FairPriorityQueue<W extends Waiter<W>> {
  /** Highest priority first. */
  readonly #levels: PriorityLevel<W>[] = [];
  readonly #byAge = new Heap<Entry<W>>((a, b) => a.id < b.id);
  #size = 0;
  #startsSinceEldest = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** Puts a task in line, at the age it has by its id. */
  add(waiter: W): void {
    const group = this.#group(this.#level(waiter.priority), waiter.group);
    const entry: Entry<W> = {
      waiter,
      id: waiter.id,
      seconds: waiter.expectedSeconds,
      group,
      inGroup: false,
      drawn: false,
    };
    waiter.entry = entry;
    this.#size += 1;
    group.waiting += 1;
    group.level.waiting += 1;
    this.#byAge.push(entry);
    enterGroup(entry);
  }

  /** Draws one after the other, as their turns come; one that does not {@link start} must be put back. */
  *inTurn(nowMs: number): Generator<W, void> {
    const eldest = this.#eldest();
    const overdue = eldest !== undefined && nowMs - eldest.addedAtMs >= policy.backfillMs;
    const entry = eldest?.entry;
    if (overdue && entry && this.#startsSinceEldest >= policy.eldestEvery - 1) {
      entry.drawn = true;
      entry.group.turns += 1;
      enterLevel(entry.group);
      yield eldest;
    }
    for (const level of this.#levels) {
      for (let next = drawFromLevel(level); next !== undefined; next = drawFromLevel(level)) yield next;
    }
  }

  /** Takes a task out of the line because it starts. */
  start(waiter: W): void {
    this.#startsSinceEldest = waiter === this.#eldest() ? 0 : this.#startsSinceEldest + 1;
    this.leave(waiter);
  }

  /** Undoes a draw. */
  putBack(waiter: W): void {
    const { entry } = waiter;
    if (entry === null) return;
    entry.drawn = false;
    entry.group.turns -= 1;
    enterGroup(entry);
  }

  /** Takes a task out of the line, drawn or not. */
  leave(waiter: W): void {
    const { entry } = waiter;
    if (entry === null) return;
    waiter.entry = null;
    entry.waiter = null;
    this.#size -= 1;
    const { group } = entry;
    group.waiting -= 1;
    if (group.waiting === 0) group.level.groups.delete(group.name);
    group.level.waiting -= 1;
    if (group.level.waiting === 0) this.#levels.splice(this.#levelAt(group.level.priority), 1);
  }

  /** The task that was added first of all. */
  #eldest(): W | undefined {
    for (;;) {
      const entry = this.#byAge.peek();
      if (entry === undefined) return undefined;
      if (entry.waiter !== null) return entry.waiter;
      this.#byAge.pop();
    }
  }

  /** Where the level of that priority is, or belongs. A priority may well be a date, so there can be many. */
  #levelAt(priority: number): number {
    let from = 0;
    let to = this.#levels.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((this.#levels[middle]?.priority ?? 0) > priority) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #level(priority: number): PriorityLevel<W> {
    const at = this.#levelAt(priority);
    const found = this.#levels[at];
    if (found?.priority === priority) return found;
    const level: PriorityLevel<W> = {
      priority,
      groups: new Map(),
      groupEntries: new Heap(fewestTurnsFirst),
      waiting: 0,
      round: 0,
    };
    this.#levels.splice(at, 0, level);
    return level;
  }

  /** A group that joins, or comes back, starts in the round the others are in: no credit for absence. */
  #group(level: PriorityLevel<W>, name: string): Group<W> {
    const found = level.groups.get(name);
    if (found !== undefined) return found;
    const group: Group<W> = {
      name,
      level,
      waiting: 0,
      turns: level.round,
      entries: new Heap(longestFirst),
      groupEntry: null,
    };
    level.groups.set(name, group);
    return group;
  }
}

function drawFromLevel<W>(level: PriorityLevel<W>): W | undefined {
  for (;;) {
    const groupEntry = level.groupEntries.pop();
    if (groupEntry === undefined) return undefined;
    const { group } = groupEntry;
    if (group.groupEntry !== groupEntry) continue;
    group.groupEntry = null;
    const head = firstWaiting(group);
    if (head === undefined) continue;
    if (head !== groupEntry.head) {
      enterLevel(group);
      continue;
    }
    group.entries.pop();
    head.inGroup = false;
    head.drawn = true;
    level.round = Math.max(level.round, group.turns);
    group.turns += 1;
    enterLevel(group);
    return head.waiter ?? undefined;
  }
}

function enterGroup<W>(entry: Entry<W>): void {
  if (!entry.inGroup) {
    entry.inGroup = true;
    entry.group.entries.push(entry);
  }
  enterLevel(entry.group);
}

/** Makes sure that the group's entry in its level is up to date. */
function enterLevel<W>(group: Group<W>): void {
  const head = firstWaiting(group);
  if (head === undefined || (group.groupEntry?.head === head && group.groupEntry.turns === group.turns))
    return;
  group.groupEntry = { group, turns: group.turns, head };
  group.level.groupEntries.push(group.groupEntry);
}

function firstWaiting<W>(group: Group<W>): Entry<W> | undefined {
  for (;;) {
    const entry = group.entries.peek();
    if (entry === undefined || (entry.waiter !== null && !entry.drawn)) return entry;
    group.entries.pop();
    entry.inGroup = false;
  }
}
