import { copyFile, truncate } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { createVariantsBatch, type VariegateEvent } from './index.ts';
import { shortClip } from './testing/clip.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const gibibyte = 1024 ** 3;

/** A video with nothing behind its end, which takes no room on the disk. */
async function sparse(file: string, bytes: number): Promise<void> {
  await copyFile(await shortClip(), file);
  await truncate(file, bytes);
}

describe.skipIf(process.platform === 'win32')('A huge sparse file beside an ordinary one', () => {
  test('is refused for its size before it is read, and the other is used.', async () => {
    await using folder = await temporaryFolder();
    const huge = path.join(folder.path, 'a.mp4');
    await sparse(huge, 1024 * gibibyte);
    // Of the same stem and size, so that names and duplicates could be told by reading alone.
    await sparse(path.join(folder.path, 'a.mov'), 1024 * gibibyte);
    await copyFile(await shortClip(), path.join(folder.path, 'b.mp4'));
    const events: VariegateEvent[] = [];
    const summary = await createVariantsBatch({
      ...{ inputs: [folder.path], outDir: path.join(folder.path, 'out'), count: 1, measure: 'off' },
      onEvent: event => events.push(event),
    });
    expect(summary).toMatchObject({ succeeded: 1, failed: 2 });
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'input-unusable',
        source: huge,
        error: expect.objectContaining({ message: expect.stringContaining('more than maxInputBytes') }),
      }),
    );
  });

  test('does not hold it up while it is read, where it is within the limit.', async () => {
    await using folder = await temporaryFolder();
    const huge = path.join(folder.path, 'a.mp4');
    await sparse(huge, 200 * gibibyte);
    await copyFile(await shortClip(), path.join(folder.path, 'b.mp4'));
    const enough = new AbortController();
    const made: string[] = [];
    const hashed: number[] = [];
    const running = createVariantsBatch({
      ...{ inputs: [folder.path], outDir: path.join(folder.path, 'out'), count: 3, measure: 'off' },
      drainSignal: enough.signal,
      onEvent(event) {
        if (event.type === 'input-hashing') {
          expect(event).toMatchObject({ source: huge, totalBytes: 200 * gibibyte });
          hashed.push(event.hashedBytes);
        }
        if (event.type !== 'variant-succeeded') return;
        made.push(path.basename(event.source));
        if (made.length === 3) enough.abort();
      },
    });
    expect(await running).toMatchObject({ succeeded: 3, failed: 0, cancelled: 3 });
    expect(made).toEqual(['b.mp4', 'b.mp4', 'b.mp4']);
    expect(hashed).toEqual(hashed.toSorted((a, b) => a - b));
    expect(hashed.length).toBeGreaterThan(0);
  });
});
