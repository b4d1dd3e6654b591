import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createVariantsBatch, planVariants, type Summary } from '@variegate/variants';
import { jobInForm } from '@variegate/variants/internal';
import { expect, test } from 'vitest';
import { runDurableBatch } from './durable/run-durable-batch.ts';
import { shortClip } from './testing/clip.ts';
import { scriptedFfmpeg } from './testing/scripted-ffmpeg.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const drawing = { level: 'light', preset: 'ultrafast', retries: 1 } as const;

/** What only the run was like: it differs between two runs of the same driver too. */
const volatile = new Set([
  ...['batchId', 'outDir', 'wallSeconds', 'cpuSeconds', 'renderCpuSeconds', 'peakMemoryBytes'],
  ...['processingSeconds', 'finishedAt', 'startedAt', 'runId'],
]);

function withoutVolatile(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner: unknown) =>
      volatile.has(key) || (key === '' && inner === undefined) ? undefined : inner,
    ),
  );
}

/** Everything that a folder holds for others: files with their bytes, rows, manifest, records. */
async function contentOf(outDir: string): Promise<unknown> {
  const media = (await readdir(outDir)).filter(name => name.endsWith('.mp4')).toSorted();
  const recordsPath = path.join(outDir, '.variegate', 'records');
  const records = (await readdir(recordsPath)).toSorted();
  return withoutVolatile({
    media: await Promise.all(
      media.map(async name => [name, (await readFile(path.join(outDir, name))).toString('base64')]),
    ),
    groundTruth: await readFile(path.join(outDir, 'ground_truth.csv'), 'utf8'),
    manifest: JSON.parse(await readFile(path.join(outDir, 'manifest.json'), 'utf8')),
    records: await Promise.all(
      records.map(async name => JSON.parse(await readFile(path.join(recordsPath, name), 'utf8'))),
    ),
  });
}

test.skipIf(process.platform === 'win32')(
  'A batch gives the same files, rows, records and summary in one process and as a workflow: refused, failing, fallen back, duplicate, distractor and control.',
  async () => {
    await using folder = await temporaryFolder();
    const ffmpeg = await scriptedFfmpeg(folder.path);
    const inputs = path.join(folder.path, 'in');
    const others = path.join(folder.path, 'others');
    for (const place of [inputs, others]) await mkdir(place);
    const clip = path.join(inputs, 'clip.mp4');
    await copyFile(await shortClip(), clip);
    await copyFile(clip, path.join(inputs, 'copy.mp4'));
    await writeFile(path.join(inputs, 'corrupt.mp4'), 'not a video at all');
    // Other bytes, the same picture.
    const outside = path.join(others, 'outside.mp4');
    await writeFile(
      outside,
      Buffer.concat([await readFile(clip), Buffer.from([0, 0, 0, 8, 0x66, 0x72, 0x65, 0x65])]),
    );

    const request = {
      ...{ ...drawing, inputs: [inputs], distractors: [others], count: 3, controls: 1 },
      ffmpegPath: ffmpeg.path,
    };
    const [doomed, fallen] = await planVariants({ ...drawing, input: clip, outDir: folder.path, count: 3 });
    if (doomed === undefined || fallen === undefined) throw new Error('no plans');
    for (const form of ['asked', 'lighter'] as const) await ffmpeg.crash(jobInForm(doomed, form).planDigest);
    // The plain form has the digest of the asked one, so that only the lighter one is left.
    await ffmpeg.crash(fallen.planDigest);

    const summaries: Summary[] = [];
    for (const [name, run] of [
      ['process', createVariantsBatch],
      ['workflow', runDurableBatch],
    ] as const) {
      summaries.push(await run({ ...request, outDir: path.join(folder.path, name) }));
    }
    const [inProcess, asWorkflow] = summaries;
    expect(inProcess).toMatchObject({ requested: 11, failed: 5, succeeded: 6, skipped: 0, cancelled: 0 });
    expect(withoutVolatile(asWorkflow)).toEqual(withoutVolatile(inProcess));
    expect(await contentOf(path.join(folder.path, 'workflow'))).toEqual(
      await contentOf(path.join(folder.path, 'process')),
    );

    const again = await Promise.all([
      createVariantsBatch({ ...request, outDir: path.join(folder.path, 'process') }),
      runDurableBatch({ ...request, outDir: path.join(folder.path, 'workflow') }),
    ]);
    expect(withoutVolatile(again[1])).toEqual(withoutVolatile(again[0]));
  },
);
