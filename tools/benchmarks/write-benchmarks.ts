import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFfmpeg, writeFileAtomically } from '@variegate/runner';
import { describeEnvironment } from '../../packages/benchmark/src/measuring/environment.ts';
import { scratchFolder } from '../../packages/benchmark/src/measuring/scratch-folder.ts';
import { mergeResults, type RunDescription, readResults, type SectionResult } from './benchmark-results.ts';
import { describeClip, findClips } from './clips.ts';
import { changeText, compareResults } from './compare-results.ts';
import { composeHtml, composeMarkdown } from './compose-page.ts';
import type { Scenario, ScenarioContext } from './scenario.ts';
import type { Sizing } from './sizing.ts';

/** What writing the page takes. */
export interface WriteOptions {
  /** The scenarios that are run. */
  readonly wanted: readonly Scenario[];
  /** All that the page has sections for, in its order. */
  readonly all: readonly Scenario[];
  readonly sizing: Sizing;
  /** Clips to measure on; none: the real ones of `VARIEGATE_TEST_MEDIA`. */
  readonly inputs: readonly string[];
  /** The folder of `benchmarks.md`, `benchmarks.html` and `benchmarks.json`. */
  readonly outDir: string;
  /** The command line, for the page. */
  readonly command: string;
  /** The commit, for the page. */
  readonly commit: string;
  /** After so many minutes no further scenario is started. */
  readonly maxMinutes: number;
  readonly say: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Runs scenarios, and writes what they found into the page, its HTML counterpart and the results beside them, after
 * every scenario anew, so that nothing is lost where a later one fails.
 *
 * @returns the names of the scenarios that failed, or that there was no time for.
 */
export async function writeBenchmarks(options: WriteOptions): Promise<readonly string[]> {
  const { wanted, all, outDir, say, signal } = options;
  const ffmpeg = await findFfmpeg({ signal });
  const environment = await describeEnvironment(ffmpeg, signal);
  if (environment.warning !== null) say(environment.warning);
  const startedAt = new Date().toISOString();
  const run: RunDescription = { startedAt, command: options.command, commit: options.commit, environment };
  await using scratch = await scratchFolder(tmpdir());
  const clips: ScenarioContext['clips'] = await Promise.all(
    (await findClips(options.inputs)).map(file => describeInFolder(file, scratch.path)),
  );

  const previous = await readResults(path.join(outDir, 'benchmarks.json'));
  const beganMs = performance.now();
  const measured: SectionResult[] = [];
  const failed: string[] = [];
  for (const { name, title, run: runScenario } of wanted) {
    if (performance.now() - beganMs > options.maxMinutes * 60_000) {
      failed.push(name);
      say(`${name}: no time left`);
      continue;
    }
    say(`${name} …`);
    const startedMs = performance.now();
    const folder = path.join(scratch.path, name);
    await mkdir(folder);
    const sayIndented = (line: string) => say(`  ${line}`);
    try {
      const finding = await runScenario({
        ffmpeg,
        clips,
        folder,
        sizing: options.sizing,
        say: sayIndented,
        signal,
      });
      const seconds = Math.round((performance.now() - startedMs) / 1000);
      measured.push({ name, title, run, seconds, ...finding });
      say(`${name}: ${seconds} s`);
    } catch (error) {
      signal.throwIfAborted();
      failed.push(name);
      say(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
      continue;
    }
    const changes = compareResults(previous.sections, measured);
    const results = mergeResults(
      previous,
      measured,
      all.map(scenario => scenario.name),
    );
    await mkdir(outDir, { recursive: true });
    await writeFileAtomically(path.join(outDir, 'benchmarks.json'), `${JSON.stringify(results, null, 1)}\n`);
    await writeFileAtomically(path.join(outDir, 'benchmarks.md'), composeMarkdown(results, changes));
    await writeFileAtomically(path.join(outDir, 'benchmarks.html'), await composeHtml(results, changes));
  }
  for (const change of compareResults(previous.sections, measured)) say(changeText(change));
  return failed;

  async function describeInFolder(file: string, cacheFolder: string) {
    return describeClip(file, path.basename(file), { ffmpeg, cacheFolder, signal });
  }
}
