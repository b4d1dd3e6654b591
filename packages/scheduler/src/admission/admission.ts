import { policy } from '../policy.ts';

/** Why nothing more starts at this moment; `started` when the last schedule started something. */
export type AdmissionReason =
  | 'started'
  | 'nothing-waiting'
  | 'slots-full'
  | 'memory-full'
  | 'holding-room'
  | 'load'
  | 'paused'
  | 'budget-unknown';

/** A waiting task, as far as admission is concerned. */
export interface Candidate {
  /** Memory to set aside for it, in bytes. */
  readonly needBytes: number;
  /** Cores it counts for, at most the queue's slots. */
  readonly threads: number;
  /** Since when it has been first in line and did not fit, in the clock's milliseconds; else `null`. */
  readonly blockedSinceMs: number | null;
}

/** Everything that admission depends on. */
export interface Situation<C extends Candidate> {
  readonly nowMs: number;
  /** What may be set aside in all, in bytes; `null` while it is not known yet. */
  readonly budgetBytes: number | null;
  /** Cores in all. */
  readonly slots: number;
  /** What runs already. */
  readonly running: { readonly count: number; readonly reservedBytes: number; readonly threads: number };
  /** Whether the owner has paused the queue. */
  readonly paused: boolean;
  /** What the load signals allow: anything, one task at a time, or nothing. */
  readonly load: 'freely' | 'if-idle' | 'no';
  /** The waiting tasks in the order of their turn; only as many are drawn as are looked at. */
  readonly candidates: Iterable<C>;
}

/** What is to be done. */
export interface Decision<C extends Candidate> {
  /** To be started now, in this order. */
  readonly starts: readonly C[];
  /** Looked at, but to stay in line. */
  readonly passedOver: readonly C[];
  /** The first in line that did not fit, or `null`. */
  readonly blocked: C | null;
  /** Why nothing more starts. */
  readonly reason: AdmissionReason;
}

/**
 * Decides which waiting tasks start now. A pure function; the rules, in order:
 *
 * 1. Nothing starts while the queue is paused, its budget unknown, or a signal says `no`.
 * 2. One task always runs: with nothing running the first in line starts, whatever it needs.
 * 3. Beside a running task another starts only if both its reservation and its threads fit.
 * 4. Others may start past one that does not fit, but only for {@link policy.backfillMs}; then
 *    nothing starts until that one fits.
 */
export function decideAdmission<C extends Candidate>(situation: Situation<C>): Decision<C> {
  const { budgetBytes, slots, load } = situation;
  const stay = (reason: AdmissionReason): Decision<C> => ({
    starts: [],
    passedOver: [],
    blocked: null,
    reason,
  });
  if (situation.paused) return stay('paused');
  if (budgetBytes === null) return stay('budget-unknown');
  if (load === 'no') return stay('load');

  const starts: C[] = [];
  const passedOver: C[] = [];
  let { count, reservedBytes, threads } = situation.running;
  let missing: 'memory-full' | 'slots-full' | null = null;
  const stop = (reason: AdmissionReason): Decision<C> => {
    return { starts, passedOver, blocked: passedOver[0] ?? null, reason };
  };
  if (threads >= slots) return stop('slots-full');
  if (load === 'if-idle' && count > 0) return stop('load');

  for (const candidate of situation.candidates) {
    const memoryFits = reservedBytes + candidate.needBytes <= budgetBytes;
    const threadsFit = threads + candidate.threads <= slots;
    if (count === 0 || (memoryFits && threadsFit)) {
      starts.push(candidate);
      count += 1;
      reservedBytes += candidate.needBytes;
      threads += candidate.threads;
      if (threads >= slots) return stop('slots-full');
      if (load === 'if-idle') return stop('load');
      continue;
    }
    passedOver.push(candidate);
    if (passedOver[0] === candidate) missing = memoryFits ? 'slots-full' : 'memory-full';
    const patience = passedOver[0] === candidate ? candidate.blockedSinceMs : null;
    if (patience !== null && situation.nowMs - patience >= policy.backfillMs) return stop('holding-room');
    if (reservedBytes >= budgetBytes || passedOver.length >= policy.lookAhead) break;
  }
  return stop(missing ?? (starts.length > 0 ? 'started' : 'nothing-waiting'));
}
