import path from 'node:path';
import type { VariantKind, VariantRecord } from '@variegate/variants';
import { outputFolderAt, readRecord } from '@variegate/variants/internal';
import { type FileFacts, readFileFacts } from '../../compare/read-file-facts.ts';
import { mapInParallel } from '../../map-in-parallel.ts';
import type { MatrixClip } from '../../media/clip-set.ts';
import { clipOf } from '../../media/find-clips.ts';
import { runCommandLine } from '../../render/run-command-line.ts';
import type { MatrixVersion } from '../../versions/matrix-version.ts';
import type { CheckContext, Failure } from '../check.ts';
import { type Patch, readPatch } from './read-patch.ts';
import { type TaggedSource, taggedSources } from './sources.ts';

/** A variant or a control, read by the reference version. */
export interface ReadFile {
  /** What distinguishes it from others of one version. */
  readonly label: string;
  readonly source: TaggedSource;
  readonly clip: MatrixClip;
  readonly kind: VariantKind;
  readonly record: VariantRecord;
  readonly facts: FileFacts;
  readonly patch: Patch;
  readonly sourcePatch: Patch;
}

/** What a version has made of the sources. */
export interface RenderedSources {
  readonly files: readonly ReadFile[];
  readonly failures: readonly Failure[];
}

/** Steps that leave the middle of a flat picture as it is: warps, kernels and a drawing, for which planes are taken apart. */
const steps = ['rotate', 'shear', 'blur', 'sharpen', 'border'];

const graphs = [
  { graph: 'compiled', words: [] },
  { graph: 'plain', words: ['--plain-graph'] },
] as const;

/** Makes a variant and a control of every source through the command line, compiled and plain, and reads them. */
export function renderSources(version: MatrixVersion, context: CheckContext): Promise<RenderedSources> {
  return context.once(`tagged sources on ${version.column}`, async () => {
    const clips = await context.once('tagged sources', () => makeSources(context));
    const files: ReadFile[] = [];
    const failures: Failure[] = [];
    for (const { graph, words } of context.isShort ? graphs.slice(0, 1) : graphs) {
      const outDir = path.join(context.folder, `tags-${version.column}-${graph}`);
      const inputs = [...clips.values()].map(clip => clip.path);
      const options = ['-n', '1', '--controls', '1', '--seed', '3', '--only', steps.join(','), ...words];
      const batch = { words: ['batch', ...inputs, ...options], outDir };
      const run = await runCommandLine('variegate', batch, { ...context, version });
      failures.push(...run.failures);
      for (const [source, clip] of clips) {
        const made = run.summary?.variants?.filter(variant => variant.source === clip.path) ?? [];
        for (const { id, kind, output } of made) {
          const record = id === null ? null : await readRecord(outputFolderAt(outDir), id);
          if (record === null || output === null) continue;
          const label = `${source.name}, ${kind}, ${graph}`;
          const file = path.join(outDir, output);
          files.push({ label, source, clip, kind, record, ...(await readFile(file, clip, context)) });
        }
      }
    }
    return { files, failures };
  });
}

async function makeSources({
  cacheFolder,
  reference,
  signal,
}: CheckContext): Promise<ReadonlyMap<TaggedSource, MatrixClip>> {
  const folder = path.join(cacheFolder, 'clips');
  const clips = await mapInParallel(taggedSources, async source => {
    return [source, await clipOf(source, { folder, maker: reference, signal })] as const;
  });
  return new Map(clips);
}

async function readFile(
  file: string,
  clip: MatrixClip,
  { reference, signal }: CheckContext,
): Promise<Pick<ReadFile, 'facts' | 'patch' | 'sourcePatch'>> {
  const [facts, patch, sourcePatch] = await Promise.all([
    readFileFacts(file, reference, signal),
    readPatch(file, reference, signal),
    readPatch(clip.path, reference, signal),
  ]);
  return { facts, patch, sourcePatch };
}
