import type { Json } from '../json.ts';

/** Something a function published, as `inngest.realtime.publish` and `step.realtime.publish` send it. */
export interface RealtimeMessage {
  readonly channel: string;
  readonly topic: string;
  readonly data: Json;
  /** The run that published it; `undefined` when it came from outside any. */
  readonly runId: string | undefined;
}
