import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createEmbeddedEngine } from '@variegate/embedded-engine';
import { describe, expect, test } from 'vitest';
import { requestCancel } from './batch/cancel-marker.ts';
import { furnish } from './conformance/scenarios.ts';
import { harnessFolders, Listener, until } from './conformance/test-harness.ts';
import {
  batchContinueEvent,
  batchNotifyEvent,
  batchRequestedEvent,
  type SentEvent,
} from './events/sent-events.ts';
import { createWorkflowClient } from './functions/create-workflow-client.ts';
import { createWorkflowFunctions } from './functions/create-workflow-functions.ts';
import { noNotifications } from './notify/notification-rules.ts';
import { BatchRegister } from './register/batch-register.ts';
import { readStanding } from './register/batch-standing.ts';
import type { BatchRequest } from './request/batch-request.ts';
import { createWorkflowRuntime } from './runtime/create-workflow-runtime.ts';
import { NotificationWatch } from './runtime/notification-watch.ts';
import { StandstillWatch } from './runtime/standstill-watch.ts';
import { shortClip } from './testing/clip.ts';
import { scriptedFfmpeg } from './testing/scripted-ffmpeg.ts';
import { silentLogger } from './testing/silent-logger.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const request: BatchRequest = {
  ...{ batchId: 'lost', outDir: 'lost', inputs: ['clip.mp4'], count: 4 },
  ...{ only: ['colour'], level: 'light', preset: 'ultrafast', measure: 'off' },
};

/** Folders with one clip, and engines on them, each of which remembers nothing of the one before. */
async function place(folder: string) {
  const folders = harnessFolders(folder);
  await furnish(folders);
  await copyFile(await shortClip(), path.join(folders.inputRoot, 'clip.mp4'));
  const ffmpeg = await scriptedFfmpeg(folder);
  const register = new BatchRegister(folders.outputRoot);
  return {
    ...{ ...folders, ffmpeg, register },
    /** @param onCompleteCommand - what its workers run when a batch has ended */
    async engine(onCompleteCommand: readonly string[] | null = null) {
      const { inputRoot, outputRoot } = folders;
      const runtime = await createWorkflowRuntime({
        ...{ ffmpegPath: ffmpeg.path, inputRoot, outputRoot },
        notifications: { ...noNotifications, onCompleteCommand },
      });
      const client = createWorkflowClient({
        isDev: true,
        logger: silentLogger,
        internalLogger: silentLogger,
      });
      const listener = new Listener();
      const functions = [...createWorkflowFunctions({ client, runtime }), ...listener.functions(client)];
      const engine = await createEmbeddedEngine({ client, functions, store: 'memory' });
      return {
        ...{ runtime, engine, listener },
        send: async (event: SentEvent) => void (await client.send(event)),
        async [Symbol.asyncDispose]() {
          await runtime[Symbol.asyncDispose]();
          await engine.drain({ signal: AbortSignal.abort() });
        },
      };
    },
    async standing() {
      const batch = await register.find(request.batchId);
      if (batch === null) throw new Error('There is no such batch.');
      return readStanding(register, batch);
    },
    videos: async () =>
      (await readdir(path.join(folders.outputRoot, 'lost'))).filter(name => name.endsWith('.mp4')),
  };
}

/** Begins the batch on an engine, which is gone with all of its runs when a variant is published. */
async function loseRuns(
  here: Awaited<ReturnType<typeof place>>,
  command: readonly string[] | null = null,
): Promise<void> {
  await using engine = await here.engine(command);
  await engine.send(batchRequestedEvent(request));
  await until('the first variant', async () =>
    (await here.videos().catch(() => [])).length > 0 ? true : undefined,
  );
}

describe.skipIf(process.platform !== 'linux')('A batch whose runs are lost', () => {
  test('is carried to its end by another run, and what was published is not made again, whatever clocks say.', async () => {
    await using folder = await temporaryFolder();
    const here = await place(folder.path);
    await loseRuns(here);
    const published = (await here.videos()).length;
    // As if the clock of the worker that has prepared it had been an hour ahead.
    const stored = path.join(here.outputRoot, 'lost', '.variegate', 'batches', 'lost', 'batch.json');
    const prepared = JSON.parse(await readFile(stored, 'utf8'));
    const startedAt = new Date(Date.parse(prepared.startedAt) + 3_600_000).toISOString();
    await writeFile(stored, JSON.stringify({ ...prepared, startedAt }));
    expect(await here.standing()).toMatchObject({ endedAt: null, summary: null, failure: null });

    await using second = await here.engine();
    await second.send(batchContinueEvent('lost', 0, 'test'));
    await second.listener.end('lost');
    const { summary, endedAt } = await here.standing();
    expect(summary).toMatchObject({ requested: 4, succeeded: 4, failed: 0, skipped: 0, cancelled: 0 });
    expect(endedAt).not.toBeNull();
    expect(await here.videos()).toHaveLength(4);
    // What was under way when the first ended was begun again; what it had published was not.
    expect((await here.ffmpeg.begun()).length).toBeLessThanOrEqual(4 + 4 - published);
  });

  test('that nothing has begun is begun; one that has ended is left alone; one that nobody asked for is an error.', async () => {
    await using folder = await temporaryFolder();
    const here = await place(folder.path);
    await here.register.enter(request);
    await using engine = await here.engine();
    await engine.send(batchContinueEvent('lost', 0, 'first'));
    await engine.listener.end('lost');
    const { summary, endedAt } = await here.standing();
    expect(summary).toMatchObject({ requested: 4, succeeded: 4 });
    const begun = (await here.ffmpeg.begun()).length;

    await engine.send(batchContinueEvent('lost', 0, 'second'));
    await engine.send(batchContinueEvent('nobody', 0, 'third'));
    const runs = await until('the runs', () => {
      const all = engine.engine.listRuns({ functionId: 'variegate-continue', limit: 10 });
      return all.length === 3 && all.every(run => run.endedAt !== null) ? all : undefined;
    });
    expect(runs.map(({ status }) => status).sort()).toEqual(['completed', 'completed', 'failed']);
    expect(await here.standing()).toMatchObject({ endedAt });
    expect((await here.ffmpeg.begun()).length).toBe(begun);
  });

  test('is cancelled all the same, and its counts and its folder agree.', async () => {
    await using folder = await temporaryFolder();
    const here = await place(folder.path);
    await loseRuns(here);
    await requestCancel({ outDir: path.join(here.outputRoot, 'lost'), batchId: 'lost' });
    await using second = await here.engine();
    await second.send(batchContinueEvent('lost', 1, 'cancelled'));
    await second.listener.end('lost');
    const { summary } = await here.standing();
    const videos = (await here.videos()).length;
    expect(summary).toMatchObject({ requested: 4, succeeded: videos, failed: 0, cancelled: 4 - videos });
  });

  test('is found by a watch when nothing moves while nothing is to be done, and not before.', async () => {
    await using folder = await temporaryFolder();
    const here = await place(folder.path);
    await here.register.enter(request);
    await using engine = await here.engine();
    const found: string[] = [];
    const watch = new StandstillWatch({
      ...{ runtime: engine.runtime, standstillMs: 300 },
      onStandstill: async (batchId, once) => void found.push(`${batchId} ${once}`),
    });
    await watch.look();
    expect(found).toEqual([]);
    await new Promise(resolve => setTimeout(resolve, 400));
    await watch.look();
    expect(found).toHaveLength(1);
    await watch.look();
    expect(found).toHaveLength(1);
    await new Promise(resolve => setTimeout(resolve, 400));
    await watch.look();
    expect(new Set(found).size).toBe(2);

    await engine.send(batchContinueEvent('lost', 0, found[0] ?? ''));
    await engine.listener.end('lost');
    await new Promise(resolve => setTimeout(resolve, 400));
    await watch.look();
    await new Promise(resolve => setTimeout(resolve, 400));
    await watch.look();
    expect(found).toHaveLength(2);
  });

  test('is notified of all the same when it has ended, and once.', async () => {
    await using folder = await temporaryFolder();
    const here = await place(folder.path);
    const told = path.join(folder.path, 'told');
    const command = ['sh', '-c', 'cat >> "$0"', told];
    await loseRuns(here, command);
    await using second = await here.engine(command);
    await second.send(batchContinueEvent('lost', 0, 'test'));
    const delivered = async () =>
      (await here.register.notifications.find('command', 'lost'))?.status === 'delivered' ? true : undefined;
    await until('the notification', delivered);
    await second.send(batchNotifyEvent('lost', 'again'));
    await until('the end of every run', () =>
      second.engine.listRuns({ limit: 50 }).every(({ endedAt }) => endedAt !== null) ? true : undefined,
    );
    const lines = (await readFile(told, 'utf8')).trim().split('\n');
    expect(lines.map(line => JSON.parse(line))).toMatchObject([
      { type: 'batch.completed', data: { batchId: 'lost', counts: { succeeded: 4 } } },
    ]);
  });

  test('is notified of though the run that was to do so is lost as well.', async () => {
    await using folder = await temporaryFolder();
    const here = await place(folder.path);
    {
      await using first = await here.engine();
      await first.send(batchRequestedEvent(request));
      await first.listener.end('lost');
    }
    await here.register.notifications.expect('command', 'lost');
    const told = path.join(folder.path, 'told');
    await using second = await here.engine(['sh', '-c', 'cat >> "$0"', told]);
    const found: string[] = [];
    const watch = new NotificationWatch({
      ...{ runtime: second.runtime, standstillMs: 300 },
      onStandstill: async (batchId, once) => {
        found.push(once);
        await second.send(batchNotifyEvent(batchId, once));
      },
    });
    await watch.look();
    expect(found).toEqual([]);
    await new Promise(resolve => setTimeout(resolve, 400));
    await watch.look();
    expect(found).toHaveLength(1);
    await until('the notification', async () =>
      (await here.register.notifications.find('command', 'lost'))?.status === 'delivered' ? true : undefined,
    );
    expect(JSON.parse(await readFile(told, 'utf8'))).toMatchObject({ data: { batchId: 'lost' } });
    await new Promise(resolve => setTimeout(resolve, 400));
    await watch.look();
    expect(found).toHaveLength(1);
  });
});

test('A name means one request for ever, by HTTP or as an event.', async () => {
  await using folder = await temporaryFolder();
  const here = await place(folder.path);
  const other = { ...request, seed: 99, outDir: 'elsewhere' };
  const registers = Array.from({ length: 8 }, () => new BatchRegister(here.outputRoot));
  const entered = await Promise.all(
    registers.map((register, index) => register.enter(index % 2 === 0 ? request : other)),
  );
  expect(entered.filter(({ isNew }) => isNew)).toHaveLength(1);
  const won = entered[0]?.batch.request;
  for (const { batch } of entered) expect(batch.request).toEqual(won);

  await using engine = await here.engine();
  const lost = won?.seed === 99 ? request : other;
  await engine.send(batchRequestedEvent(lost));
  const [run] = await until('the end of the run', () => {
    const runs = engine.engine.listRuns({ functionId: 'variegate-batch', limit: 1 });
    return runs[0]?.endedAt == null ? undefined : runs;
  });
  expect(run?.status).toBe('failed');
  expect(engine.engine.getRun(run?.id ?? '').error?.message).toContain('with another "outDir", "seed"');
  // The batch that has the name has not failed.
  expect(await here.standing()).toMatchObject({ failure: null, endedAt: null });
  expect(engine.listener.heard('lost')).toEqual([]);
});
