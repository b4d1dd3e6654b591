import { open, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startService } from './start-service.ts';
import { makeClip } from './testing/clip.ts';
import { postBatch, serviceFolders, startTestService } from './testing/test-service.ts';
import { waitForRun } from './testing/wait-for-run.ts';

const startOn = (folders: Awaited<ReturnType<typeof serviceFolders>>) => {
  const { inputRoot, outputRoot, stateFolder } = folders;
  return startService({
    settings: { port: 0, inputRoot, outputRoot, stateFolder, logLevel: 'silent' },
    environment: {},
  });
};

test('Two services on one store: the second reports that it is in use, and the first continues.', async () => {
  await using first = await startTestService();
  const stateFolder = path.join(first.folder, 'state');
  const second = startService({
    settings: { port: 0, inputRoot: first.inputRoot, outputRoot: first.outputRoot, stateFolder },
    environment: {},
  });
  await expect(second).rejects.toMatchObject({ code: 'ENGINE_STORE_BUSY' });
  expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
});

test('A store of another version, cut short, or of some other program is refused and left as it is.', async () => {
  const folders = await serviceFolders();
  const store = path.join(folders.stateFolder, 'engine.db');
  try {
    await (await startOn(folders)).drain();
    const whole = await readFile(store);
    const damages: (() => Promise<void>)[] = [
      () => writeVersion(store, 99),
      () => truncate(store, 5_000),
      () => writeFile(store, 'my diary'),
    ];
    for (const damage of damages) {
      await rm(`${store}-wal`, { force: true });
      await writeFile(store, whole);
      await damage();
      const damaged = await readFile(store);
      await expect(startOn(folders)).rejects.toMatchObject({ code: 'ENGINE_STORE_UNUSABLE' });
      expect((await readFile(store)).equals(damaged)).toBe(true);
    }
    await writeFile(store, whole);
    await (await startOn(folders)).drain();
  } finally {
    await rm(folders.folder, { recursive: true });
  }
});

test('A service that stops with a batch unfinished hands it to the next one on its store, and nothing is lost.', async () => {
  const folders = await serviceFolders();
  try {
    await makeClip(folders.inputRoot);
    const first = await startOn(folders);
    await postBatch(String(first.url), {
      batchId: 'b',
      outDir: 'b',
      inputs: ['clip.mp4'],
      count: 4,
    });
    await first.drain({ signal: AbortSignal.timeout(300) });
    await using second = await startOn(folders);
    const run = await waitForRun(String(second.url), 'b');
    expect(run.counts).toMatchObject({ requested: 4, failed: 0, cancelled: 0 });
  } finally {
    await rm(folders.folder, { recursive: true });
  }
});

/** Where SQLite keeps the `user_version`. */
async function writeVersion(store: string, version: number): Promise<void> {
  const file = await open(store, 'r+');
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(version);
  await file.write(bytes, 0, 4, 60);
  await file.close();
}
