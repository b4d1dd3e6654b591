import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Dataset, DatasetSource, DatasetVariant } from '../dataset/dataset.ts';
import { tableCsv } from './csv-text.ts';
import { type ExportFolder, mediumOfVariant } from './export-folder.ts';
import { writeParquet } from './parquet-file.ts';
import { exportTables } from './tables.ts';

/** The tables of a set as CSV. */
export async function writeCsv(dataset: Dataset, folder: ExportFolder): Promise<void> {
  for (const table of exportTables) await folder.write(`${table.name}.csv`, tableCsv(table, dataset));
}

/** One JSON object for each variant and each source, a line each. */
export async function writeJsonl(dataset: Dataset, folder: ExportFolder): Promise<void> {
  await folder.write('variants.jsonl', lines(dataset.variants.values().map(describeVariant)));
  await folder.write('sources.jsonl', lines(dataset.sources.values().map(describeSource)));
}

function* lines(objects: Iterable<object>): Generator<string> {
  for (const object of objects) yield `${JSON.stringify(object)}\n`;
}

/** A variant as one object: everything that the tables say of it. */
export function describeVariant(variant: DatasetVariant): object {
  const { source, kind } = variant;
  return {
    query_id: variant.name,
    export_id: variant.queryId,
    file_name: variant.output,
    kind,
    number: variant.index,
    ref_id: kind === 'distractor' ? null : source.name,
    ref_export_id: kind === 'distractor' ? null : source.refId,
    source_sha256: source.fingerprint,
    strategy: variant.strategy,
    level: variant.level,
    recipe: variant.recipe,
    seed: variant.seed,
    bytes: variant.bytes,
    sha256: variant.sha256,
    duration_seconds: variant.durationSeconds,
    frame_count: variant.frameCount,
    width: variant.width,
    height: variant.height,
    has_audio: variant.hasAudio,
    measures: {
      pdq_distance: variant.distance,
      matched_frames_percent: variant.matchedPercent,
      audio_bit_error: variant.audioBitError,
      ssim: variant.ssim,
    },
    segments: kind === 'distractor' ? [] : variant.segments,
    scorable_segments: variant.scorable,
    variant_id: variant.id,
    plan: variant.plan,
  };
}

/** A source as one object. */
export function describeSource(source: DatasetSource): object {
  return {
    ref_id: source.name,
    export_id: source.refId,
    role: source.role,
    file_name: source.file,
    sha256: source.fingerprint,
    duration_seconds: source.durationSeconds,
    frames_per_second: source.framesPerSecond,
    width: source.width,
    height: source.height,
  };
}

/** A repository of the Hugging Face hub: a card that names the tables, the tables as Parquet, and the variants' files. */
export async function writeHuggingface(
  dataset: Dataset,
  folder: ExportFolder,
  signal?: AbortSignal,
): Promise<void> {
  await folder.write('README.md', card(dataset));
  await mkdir(path.join(folder.path, 'data'), { recursive: true });
  for (const table of exportTables) {
    await writeParquet(path.join(folder.path, 'data', `${table.name}.parquet`), table, dataset);
    folder.files += 1;
  }
  if (folder.media === 'none') return;
  for (const variant of dataset.variants) {
    signal?.throwIfAborted();
    await folder.add(`videos/${variant.output}`, await mediumOfVariant(dataset.dir, variant));
  }
}

function card({ variants, sources }: Dataset): string {
  const configs = exportTables.map(
    ({ name }) =>
      `- config_name: ${name}\n${name === 'variants' ? '  default: true\n' : ''}  data_files:\n  - split: test\n    path: data/${name}.parquet\n`,
  );
  return `---
pretty_name: Variants of videos
task_categories:
- video-classification
tags:
- copy-detection
- variegate
configs:
${configs.join('')}---

# Variants of videos

${variants.length} variants of ${sources.length} videos, made by Variegate: each with its plan, its segment map and its measures.

| table | a row is |
|---|---|
| \`variants\` | a variant; \`file_name\` lies in \`videos/\`, \`plan\` is JSON |
| \`sources\` | a source |
| \`segments\` | a continuous stretch of a source in a variant |
| \`steps\` | a step of a plan; \`params\` is JSON |

\`\`\`python
from datasets import load_dataset

variants = load_dataset("path/of/this/folder", "variants", split="test")
\`\`\`
`;
}
