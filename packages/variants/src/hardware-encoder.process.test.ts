import path from 'node:path';
import { expect, test } from 'vitest';
import type { VariegateEvent } from './events/variegate-event.ts';
import { createVariants } from './library/create-variants.ts';
import { planVariants } from './library/plan-variants.ts';
import { renderPlans } from './library/render-plans.ts';
import type { CreateVariantsOptions } from './options/batch-options.ts';
import { findRecord } from './records/find-record.ts';
import { shortClip } from './testing/clip.ts';
import { hardwareFfmpeg } from './testing/hardware-ffmpeg.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const reason = 'it does not work here (Cannot load libcuda.so.1)';
const unavailable = { type: 'encoder-unavailable', wanted: 'h264_nvenc', used: 'libx264', reason };
const drawing = { count: 1, only: ['brightness', 'b_frames'], measure: 'off' } as const;

/** A run of one variant: its id, its file, and its events. */
async function made(options: CreateVariantsOptions) {
  const events: VariegateEvent[] = [];
  const summary = await createVariants({ ...options, onEvent: event => events.push(event) });
  expect(summary).toMatchObject({ succeeded: 1, failed: 0 });
  return { id: summary.variants?.[0]?.id, output: summary.variants?.[0]?.output, events };
}

test.skipIf(process.platform === 'win32')(
  'Where a hardware encoder fails on a frame, the run says so and makes the very variants of x264.',
  async () => {
    await using folder = await temporaryFolder();
    const ffmpegPath = await hardwareFfmpeg(folder.path, 'missing');
    const request = { ...drawing, input: await shortClip(), ffmpegPath, outDir: path.join(folder.path, 'a') };
    const fallback = await made({ ...request, encoder: 'h264_nvenc' });
    expect(fallback.events.slice(0, 2)).toMatchObject([{ type: 'batch-planned' }, unavailable]);
    const software = await made({ ...request, outDir: path.join(folder.path, 'b') });
    expect(software.id).toBe(fallback.id);
    expect(software.events.map(({ type }) => type)).not.toContain('encoder-unavailable');

    const again = await createVariants({ ...request, encoder: 'h264_nvenc' });
    expect(again).toMatchObject({ skipped: 1, succeeded: 0 });
  },
);

test.skipIf(process.platform === 'win32')(
  'Planning, a dry run and plans that exist already fall back alike, each with its event.',
  async () => {
    await using folder = await temporaryFolder();
    const ffmpegPath = await hardwareFfmpeg(folder.path, 'missing');
    const events: VariegateEvent[] = [];
    const request = {
      ...{ input: await shortClip(), ffmpegPath, outDir: folder.path },
      encoder: 'h264_nvenc' as const,
      onEvent: (event: VariegateEvent) => events.push(event),
    };
    const reported = () => events.splice(0).filter(({ type }) => type === 'encoder-unavailable');
    const [job] = await planVariants({ ...request, ...drawing });
    expect(job?.settings.encode.encoder).toBe('libx264');
    expect(reported()).toMatchObject([unavailable]);
    await createVariants({ ...request, ...drawing, dryRun: true });
    expect(reported()).toMatchObject([unavailable]);
    const rendered = await renderPlans({ ...request, measure: 'off', plans: [job?.plan] });
    expect(rendered.variants?.[0]?.id).toBe(job?.id);
    expect(reported()).toMatchObject([unavailable]);
  },
);

test.skipIf(process.platform === 'win32')(
  'A hardware encoder that works is used and is part of the identity; steps that it cannot do are rejected.',
  async () => {
    await using folder = await temporaryFolder();
    const ffmpegPath = await hardwareFfmpeg(folder.path, 'there');
    const request = { ...drawing, input: await shortClip(), ffmpegPath, outDir: folder.path };
    const hardware = await made({ ...request, encoder: 'h264_nvenc' });
    expect(hardware.events.map(({ type }) => type)).not.toContain('encoder-unavailable');
    const record = await findRecord(path.join(folder.path, hardware.output ?? ''));
    expect(record?.settings.encode).toEqual({
      ...{ encoder: 'h264_nvenc', crf: 23, container: 'mp4', threads: 1 },
    });
    expect(record?.plan.rejected).toEqual([
      { name: 'b_frames', reason: expect.stringContaining('depends on the chip') },
    ]);
    const software = await made(request);
    expect(software.id).not.toBe(hardware.id);
  },
);
