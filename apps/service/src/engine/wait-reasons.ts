import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DiskShortage, diskShortage } from '@variegate/workflow';
import type { Logger } from 'pino';
import type { Settings } from '../configuration/settings.ts';
import type { WaitReason } from '../progress/batch-progress.ts';
import type { ProgressStore } from '../progress/progress-store.ts';
import type { BatchRun } from './batch-run.ts';
import type { WorkflowHost } from './workflow-host.ts';

/** What is looked at. All of it is borrowed. */
export interface WaitParts {
  readonly host: WorkflowHost;
  readonly settings: Settings;
}

/**
 * What batches wait for now. It is looked up whenever it is asked for, and not remembered from what workers have reported: their
 * reports end with the worker, and the disk and the server are the same for all.
 *
 * @returns the reasons of each, in the order of the batches; none for one that has ended
 */
export async function waitReasonsOf(
  runs: readonly BatchRun[],
  { host, settings }: WaitParts,
): Promise<readonly (readonly WaitReason[])[]> {
  const hasOpen = runs.some(({ endedAt }) => endedAt === null);
  const engine = hasOpen ? lastProblemOf(host) : null;
  const away: readonly WaitReason[] =
    engine === null ? [] : [{ code: 'SERVICE_ENGINE_AWAY', message: engine }];
  const disks = new Map<string, Promise<WaitReason | null>>();
  const diskOf = (folder: string) => {
    const known = disks.get(folder) ?? waitForDisk(folder, settings.minFreeBytes);
    disks.set(folder, known);
    return known;
  };
  return Promise.all(
    runs.map(async ({ endedAt, request }) => {
      if (endedAt !== null) return [];
      const disk = await diskOf(path.resolve(settings.outputRoot, request.outDir));
      return disk === null ? away : [...away, disk];
    }),
  );
}

/** What was found out last of each engine. */
const engines = new WeakMap<
  WorkflowHost,
  { problem: string | null; checkedMs: number; isChecking: boolean }
>();
const recheckMs = 2_000;

/**
 * Why the engine cannot do its work, as of a moment ago: a server that hangs must not make every answer wait. Looks again for
 * the next time.
 */
function lastProblemOf(host: WorkflowHost): string | null {
  const known = engines.get(host) ?? {
    problem: null,
    checkedMs: Number.NEGATIVE_INFINITY,
    isChecking: false,
  };
  engines.set(host, known);
  if (!known.isChecking && performance.now() - known.checkedMs >= recheckMs) {
    known.isChecking = true;
    void host
      .problem()
      .catch((error: unknown) => String(error))
      .then(problem => Object.assign(known, { problem, checkedMs: performance.now(), isChecking: false }));
  }
  return known.problem;
}

/** What cannot be looked at is reported by the renders. */
async function waitForDisk(folder: string, minFreeBytes: number | null): Promise<WaitReason | null> {
  const shortage = await diskShortage(folder, minFreeBytes).catch(() => null);
  return shortage === null ? null : { code: 'VARIANTS_DISK_SPACE_LOW', message: sayShortage(shortage) };
}

/** How much space is missing, in a sentence that names no folder: monitoring, which has no token, sees it too. */
export function sayShortage({ freeBytes, missingBytes }: DiskShortage): string {
  return `Only ${freeBytes} bytes of disk are free, ${missingBytes} less than minFreeBytes asks for: no render starts.`;
}

const everyMs = 5_000;

/** Keeps the store's reasons up to date, for those who follow progress, until the signal is aborted. */
export async function followWaits({
  progressStore,
  logger,
  signal,
  ...parts
}: WaitParts & {
  readonly progressStore: ProgressStore;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}): Promise<void> {
  const look = async () => {
    const found = await Promise.all(progressStore.open.map(batchId => parts.host.find(batchId)));
    const runs = found.filter(run => run !== null);
    const reasons = await waitReasonsOf(runs, parts);
    for (const [index, { batchId }] of runs.entries()) {
      const waiting = reasons[index] ?? [];
      if (!progressStore.setWaiting(batchId, waiting)) continue;
      if (waiting.length > 0) logger.warn({ batchId, waiting }, 'batch waits');
      else logger.info({ batchId }, 'batch continues');
    }
    for (const { batchId, endedAt } of runs) if (endedAt !== null) progressStore.close(batchId);
  };
  while (!signal.aborted) {
    await look().catch((error: unknown) => logger.debug({ err: error }, 'batches cannot be looked at'));
    await delay(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
