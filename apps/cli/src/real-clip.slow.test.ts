import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { assertDecodes } from './testing/clip.ts';
import { runCommand, summaryOf } from './testing/command.ts';
import { deterministicManifest, digestsOf, mediaIn } from './testing/output-folder.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const media = process.env['VARIEGATE_TEST_MEDIA'] ?? '';
const realClips = media !== '';

test.skipIf(!realClips)(
  'Five variants of a hand-held clip add up, are skipped by a second run, and are the same in another folder.',
  async () => {
    await using here = await temporaryFolder();
    await using there = await temporaryFolder();
    // From facebook/ThreatExchange, tmk/sample-videos.
    const clip = path.join(media, 'media', 'chair-19-sd-bar.mp4');
    const command = (folder: string) => [
      'variants',
      clip,
      '-n',
      '5',
      '-s',
      'standard',
      '-o',
      folder,
      '--json',
    ];

    const first = await runCommand(command(here.path));
    expect(first.exitCode).toBe(0);
    expect(summaryOf(first.stdout)).toMatchObject({
      requested: 5,
      succeeded: 5,
      failed: 0,
      skipped: 0,
      cancelled: 0,
    });
    for (const name of await mediaIn(here.path)) await assertDecodes(path.join(here.path, name));

    const again = summaryOf((await runCommand(command(here.path))).stdout);
    expect(again).toMatchObject({ requested: 5, skipped: 5 });
    expect(again.wallSeconds).toBeLessThan(3);

    await runCommand(command(there.path));
    expect(await digestsOf(there.path)).toEqual(await digestsOf(here.path));
    expect(await deterministicManifest(there.path)).toEqual(await deterministicManifest(here.path));
    const truth = (folder: string) => readFile(path.join(folder, 'ground_truth.csv'), 'utf8');
    expect(await truth(there.path)).toBe(await truth(here.path));
  },
);
