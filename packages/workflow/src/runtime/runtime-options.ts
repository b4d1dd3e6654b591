import type { SharedOptions } from '@variegate/variants';
import type { renderVariant } from '@variegate/variants/internal';
import type { NotificationRules } from '../notify/notification-rules.ts';
import type { NotificationChannel } from '../register/notification-register.ts';
import type { BatchEvent } from './event-feed.ts';

/** A notification that could not be delivered. */
export interface Undelivered {
  readonly batchId: string;
  readonly channel: NotificationChannel;
  readonly attempts: number;
  /** One sentence. */
  readonly problem: string;
}

/** What a process decides for every batch that it works on. */
export interface WorkflowRuntimeOptions
  extends Pick<SharedOptions, 'ffmpegPath' | 'cacheFolder' | 'memoryLimit' | 'maxWorkers' | 'minFreeBytes'> {
  /** Folder that inputs must lie under, which relative ones start from. @default none: anywhere */
  readonly inputRoot?: string | null;
  /** Folder that outputs must lie under, which relative ones start from. @default none: anywhere */
  readonly outputRoot?: string | null;
  /** Id of the app, as the client has it. An output root belongs to one. @default 'variegate' */
  readonly appId?: string;
  /**
   * How long a step may wait for memory and cores before it gives its turn back to the engine, in milliseconds. To an
   * engine a step that waits is a step that runs, and no server lets one run longer than two hours.
   * @default 1800000 (30 minutes)
   */
  readonly queuePatienceMs?: number;
  /** Called with everything that happens in this process, in order. */
  readonly onEvent?: (event: BatchEvent) => void;
  /** Called with a sentence, once for each, when a step of another installation of the same app has come here. */
  readonly onForeign?: (problem: string) => void;
  /** Whom to notify when a batch has ended. @default nobody */
  readonly notifications?: NotificationRules;
  /** Called when a notification could not be delivered. */
  readonly onUndelivered?: (undelivered: Undelivered) => void;
  /** What renders a variant, for measuring everything else. @default renderVariant */
  readonly render?: typeof renderVariant;
}

/** What a runtime knows besides its host. */
export interface ResolvedRuntimeOptions {
  readonly outputRoot: string | null;
  readonly appId: string;
  readonly notifications: NotificationRules;
  readonly onUndelivered: ((undelivered: Undelivered) => void) | undefined;
  readonly onForeign: ((problem: string) => void) | undefined;
  readonly minFreeBytes: number | null;
  readonly queuePatienceMs: number;
  readonly onEvent: ((event: BatchEvent) => void) | undefined;
}
