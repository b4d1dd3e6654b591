import type { BatchRequest } from '../request/batch-request.ts';
import { batchCancel, batchContinue, batchRequested } from './event-types.ts';

/** An event as a client sends it. */
export interface SentEvent {
  readonly id?: string;
  readonly name: string;
  readonly data: Record<string, unknown>;
}

/** The event that asks for a batch. Its id makes sure that a resent batch is the same run. */
export function batchRequestedEvent(request: BatchRequest): SentEvent & { readonly id: string } {
  return { id: `${batchRequested.name}:${request.batchId}`, name: batchRequested.name, data: { ...request } };
}

/** The event that gives a batch up. */
export function batchCancelEvent(batchId: string): SentEvent {
  return { name: batchCancel.name, data: { batchId } };
}

/**
 * The event that has a batch carried to its end whose run is lost.
 *
 * @param once - identifies the reason: of several events with the same one, an engine takes one
 */
export function batchContinueEvent(batchId: string, afterSeconds: number, once: string): SentEvent {
  const { name } = batchContinue;
  return { id: `${name}:${batchId}:${once}`, name, data: { batchId, afterSeconds } };
}
