import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Summary, VariantRecord } from '@variegate/variants';
import { outputFolderAt } from '@variegate/variants/internal';
import { expect, test } from 'vitest';
import { shortClip } from './testing/clip.ts';
import { type RunningScript, runScript } from './testing/run-script.ts';
import { scriptedFfmpeg } from './testing/scripted-ffmpeg.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const kills = 20;
const variants = 30;
const workers = 2;

test.skipIf(process.platform !== 'linux')(
  'A batch of 30 whose process is killed at 20 random moments publishes each once, loses none, and encodes none again.',
  async () => {
    // On a fast machine a batch is over before it was killed so often; then another one follows.
    for (let seed = 0, killed = 0; killed < kills; seed += 1) killed += await killBatch(seed, kills - killed);
  },
);

/** Carries a batch out while killing it, and holds it to what was promised. @returns how often it was killed */
async function killBatch(seed: number, mostKills: number): Promise<number> {
  await using folder = await temporaryFolder();
  const out = path.join(folder.path, 'out');
  const ffmpeg = await scriptedFfmpeg(folder.path);
  const clip = await shortClip();
  const script = new URL('testing/durable-process.ts', import.meta.url);
  /** At each kill: how many renders had been begun, and the plans of what was published. */
  const moments: { readonly begun: number; readonly published: ReadonlySet<string> }[] = [];
  let summary: Summary | null = null;
  while (summary === null) {
    await using life = runScript(script, clip, out, ffmpeg.path, String(variants), String(seed));
    await life.lines.next();
    const isToDie = moments.length < mostKills;
    if (isToDie) await delay(Math.random() * 600);
    if (isToDie) life.child.kill('SIGKILL');
    summary = await doneIn(life);
    await noneLeft(folder.path);
    if (summary !== null) break;
    const published = new Set((await recordsIn(out)).map(record => record.planDigest));
    moments.push({ begun: (await ffmpeg.begun()).length, published });
  }

  const { requested, succeeded, failed, skipped, cancelled } = summary;
  expect({ requested, succeeded, failed, skipped, cancelled }).toEqual({
    ...{ requested: variants, succeeded: variants, failed: 0, skipped: 0, cancelled: 0 },
  });
  const begun = await ffmpeg.begun();
  for (const moment of moments) {
    const again = begun.slice(moment.begun).filter(digest => moment.published.has(digest));
    expect(again).toEqual([]);
  }
  // Only what was under way was begun again.
  expect(begun.length).toBeLessThanOrEqual(variants + moments.length * workers);
  expect(new Set(begun).size).toBe(variants);

  const files = await readdir(out);
  expect(files.filter(name => name.endsWith('.mp4'))).toHaveLength(variants);
  expect(files.filter(name => !/^[a-z_]+\.|^short\.v|^\.variegate$/.test(name))).toEqual([]);
  const manifest = JSON.parse(await readFile(path.join(out, 'manifest.json'), 'utf8'));
  const ids = manifest.variants.map(({ id }: { id: string }) => id);
  expect(new Set(ids).size).toBe(variants);
  expect(await readdir(path.join(out, '.variegate', 'batches'))).toEqual([]);
  return moments.length;
}

async function doneIn(life: RunningScript): Promise<Summary | null> {
  const { code, signal, stderr } = await life.ended();
  const lines: string[] = [];
  for (let next = await life.lines.next(); !next.done; next = await life.lines.next()) lines.push(next.value);
  const done = lines.find(line => line.startsWith('done '));
  if (done !== undefined) return JSON.parse(done.slice('done '.length)) as Summary;
  if (signal !== 'SIGKILL') throw new Error(`The batch ended before it was killed, with ${code}: ${stderr}`);
  return null;
}

/** Waits until no process works for a folder any more: what a killed process has begun dies with it, a moment later. */
async function noneLeft(folder: string): Promise<void> {
  for (let look = 0; look < 200; look += 1) {
    const pids = (await readdir('/proc')).filter(name => /^\d+$/.test(name));
    const lines = await Promise.all(
      pids.map(pid => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
    );
    if (!lines.some(line => line.includes(folder))) return;
    await delay(50);
  }
  throw new Error('Processes of a killed batch live on.');
}

async function recordsIn(out: string): Promise<readonly VariantRecord[]> {
  const { recordsPath } = outputFolderAt(out);
  const names = (await readdir(recordsPath).catch(() => [])).filter(name =>
    /^[0-9a-f]{64}\.json$/.test(name),
  );
  const texts = await Promise.all(names.map(name => readFile(path.join(recordsPath, name), 'utf8')));
  return texts.map(text => JSON.parse(text) as VariantRecord).filter(({ status }) => status === 'succeeded');
}
