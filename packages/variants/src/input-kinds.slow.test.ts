import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type ProbedMedia, probe } from '@variegate/inspect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVariantsBatch, transformVideo } from './index.ts';
import { inputKinds } from './testing/input-kinds/all-kinds.ts';
import { type InputKind, type Rendered, workshopIn } from './testing/input-kinds/input-kind.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const folder = await temporaryFolder();
const inputs = path.join(folder.path, 'in');
const rendered = inputKinds.filter(
  (one): one is InputKind & { outcome: Rendered } => 'seconds' in one.outcome,
);
const refused = inputKinds.filter(({ outcome }) => 'refused' in outcome);

beforeAll(async () => {
  await mkdir(inputs);
  for (const { make } of inputKinds) await make(workshopIn(inputs));
});
afterAll(() => folder[Symbol.asyncDispose]());

function lengthOf({ facts }: ProbedMedia): { readonly seconds: number; readonly frames: number } {
  return { seconds: facts.durationSeconds, frames: facts.video.frameCount };
}

/** A frame, or a tenth where the file depends on its encoder. */
function expectLength(found: ReturnType<typeof lengthOf>, { seconds, frames, about }: Rendered): void {
  expect(Math.abs(found.seconds - seconds)).toBeLessThanOrEqual(
    about === true ? seconds / 10 : 1 / (frames / seconds) + 1e-6,
  );
  if (about === true) expect(Math.abs(found.frames - frames)).toBeLessThanOrEqual(frames / 10);
  else expect(found.frames).toBe(frames);
}

describe('A file of the kind', () => {
  test.each(rendered.map(({ kind, file, outcome }) => [kind, file, outcome] as const))(
    '"%s" is seen as it is, and rendered whole.',
    async (_, file, outcome) => {
      const input = path.join(inputs, file);
      const media = await probe(input);
      expectLength(lengthOf(media), outcome);
      expect(media.facts.video.variableFrameRate).toBe(outcome.variable ?? false);
      expect(media.facts.audio !== null).toBe(outcome.audio ?? false);
      expect(media.remarks).toEqual(
        outcome.remark === undefined ? [] : [expect.stringMatching(outcome.remark)],
      );

      const output = path.join(folder.path, `${file}.out.mp4`);
      await transformVideo(input, output, []);
      const made = await probe(output);
      expectLength(lengthOf(made), { ...outcome, frames: outcome.held ?? outcome.frames });
      expect(made.facts.audio !== null).toBe(outcome.audio ?? false);
      if (made.facts.audio !== null)
        expect(Math.abs(made.facts.audio.durationSeconds - outcome.seconds)).toBeLessThan(0.15);
    },
  );

  test.each(refused.map(({ kind, file, outcome }) => [kind, file, outcome] as const))(
    '"%s" is refused with a sentence that says why.',
    async (_, file, outcome) => {
      const output = path.join(folder.path, `${file}.out.mp4`);
      await expect(transformVideo(path.join(inputs, file), output, [])).rejects.toMatchObject({
        message: expect.stringMatching('refused' in outcome ? outcome.refused : ''),
        retry: { kind: 'never' },
      });
    },
  );
});

test('A batch of every kind that can be rendered loses none, whatever the chains are.', async () => {
  const outDir = path.join(folder.path, 'out');
  const files = rendered.map(({ file }) => path.join(inputs, file));
  const request = {
    inputs: files,
    outDir,
    count: 1,
    controls: 1,
    seed: 18,
    measure: 'off',
    preset: 'ultrafast',
  } as const;
  expect(await createVariantsBatch(request)).toMatchObject({ failed: 0, cancelled: 0 });
  const rows = (await readFile(path.join(outDir, 'ground_truth.csv'), 'utf8')).trim().split('\n').slice(1);
  expect(rows.length).toBeGreaterThanOrEqual(2 * files.length);
});

test('docs/inputs.md names every kind.', async () => {
  const page = await readFile(new URL('../../../docs/inputs.md', import.meta.url), 'utf8');
  for (const { kind } of inputKinds) expect(page).toContain(kind);
});
