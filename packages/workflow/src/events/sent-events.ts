import type { BatchRequest } from '../request/batch-request.ts';
import { workflowEvents } from './event-types.ts';

/** An event as a client sends it. */
export interface SentEvent {
  readonly id?: string;
  readonly name: string;
  readonly data: Record<string, unknown>;
}

/** To whom an event is sent. */
export interface EventAddress {
  /** Id of the app. @default 'variegate' */
  readonly appId?: string;
  /** The workers that share an output root, as its register names them. @default any of the app's */
  readonly installation?: string;
}

/** The event that asks for a batch. Its id makes sure that a resent batch is the same run. */
export function batchRequestedEvent(
  request: BatchRequest,
  { appId, ...to }: EventAddress = {},
): SentEvent & { readonly id: string } {
  const { name } = workflowEvents(appId).batchRequested;
  return { id: `${name}:${request.batchId}`, name, data: { ...request, ...to } };
}

/** The event that gives a batch up. */
export function batchCancelEvent(batchId: string, { appId, ...to }: EventAddress = {}): SentEvent {
  return { name: workflowEvents(appId).batchCancel.name, data: { batchId, ...to } };
}

/**
 * The event that has it said that a batch has ended.
 *
 * @param once - identifies the reason: of several events with the same one, an engine takes one
 */
export function batchNotifyEvent(
  batchId: string,
  once: string,
  { appId, ...to }: EventAddress = {},
): SentEvent {
  const { name } = workflowEvents(appId).batchNotify;
  return { id: `${name}:${batchId}:${once}`, name, data: { batchId, ...to } };
}

/**
 * The event that has a batch carried to its end whose run is lost.
 *
 * @param once - identifies the reason: of several events with the same one, an engine takes one
 */
export function batchContinueEvent(
  batchId: string,
  afterSeconds: number,
  once: string,
  { appId, ...to }: EventAddress = {},
): SentEvent {
  const { name } = workflowEvents(appId).batchContinue;
  return { id: `${name}:${batchId}:${once}`, name, data: { batchId, afterSeconds, ...to } };
}
