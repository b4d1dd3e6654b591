import { writeFile } from 'node:fs/promises';
import { readDataset } from '../dataset/read-dataset.ts';

const columns = 'query_id,ref_id,query_start,query_end,ref_start,ref_end,score';

/**
 * Writes the predictions of a detector that finds every variant where it is, but for some.
 *
 * @param misses - which variants it does not find, by the names of their steps
 * @param falseAlarms - how many distractors it takes for the first reference, with the lowest scores
 */
export async function writePredictions(
  file: string,
  dir: string,
  {
    misses = () => false,
    falseAlarms = 0,
  }: { readonly misses?: (steps: ReadonlySet<string>) => boolean; readonly falseAlarms?: number } = {},
): Promise<void> {
  const { variants, sources } = await readDataset(dir);
  const rows = variants.flatMap(({ name, source, scorable, steps }, number) =>
    misses(new Set(steps.map(step => step.name)))
      ? []
      : scorable.map(row =>
          [
            name,
            source.name,
            row.variantStart,
            row.variantEnd,
            row.sourceStart,
            row.sourceEnd,
            1 + number,
          ].join(),
        ),
  );
  const alarms = variants
    .filter(({ kind }) => kind === 'distractor')
    .slice(0, falseAlarms)
    .map(({ name }) => [name, sources[0]?.name, 0, 5, 0, 5, 0.5].join());
  await writeFile(file, `${[columns, ...rows, ...alarms].join('\n')}\n`);
}
