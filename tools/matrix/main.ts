import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { checks } from './checks/checks.ts';
import { findClips } from './media/find-clips.ts';
import { readExplanations } from './page/explanation.ts';
import type { Cell } from './page/matrix-results.ts';
import { writePage } from './page/write-page.ts';
import { type MatrixArguments, parseMatrixArguments } from './parse-matrix-arguments.ts';
import { cellText } from './report-cell.ts';
import { runChecks } from './run-checks.ts';
import type { MatrixVersion } from './versions/matrix-version.ts';
import { resolveVersions } from './versions/resolve-versions.ts';

// `npm run matrix [-- VERSION|PATH|system...] [--short] [--checks NAME,...] [--columns VERSION,...] [--seeds N] [--out DIR]`: see docs/testing.md.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    process.exitCode = signal === 'SIGINT' ? 130 : 143;
    stop.abort(new Error(`Interrupted by ${signal}.`));
  });
}
const say = (line: string) => void process.stderr.write(`${line}\n`);
const print = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const wanted = parseMatrixArguments(process.argv.slice(2), {
    checks,
    outDir: path.join(rootFolder, 'docs'),
  });
  const { versions, missing } = await resolveVersions({
    wanted: wanted.versions,
    isShort: wanted.isShort,
    signal: stop.signal,
  });
  if (missing !== undefined) {
    print(`Nothing is compared: ${missing}.`);
    print(`0 passed, 0 failed, ${wanted.checks.length} skipped`);
  } else {
    const cells = await run(wanted, versions);
    const counted = (kind: string) => cells.filter(({ result }) => result.kind === kind).length;
    print(`${counted('passed')} passed, ${counted('failed')} failed, ${counted('not-run')} skipped`);
    if (counted('failed') > 0) process.exitCode = 1;
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode ??= 2;
}

async function run(
  { checks: chosen, columns, isShort, seeds, outDir }: MatrixArguments,
  versions: readonly [MatrixVersion, ...MatrixVersion[]],
): Promise<readonly Cell[]> {
  const cacheFolder = path.join(rootFolder, '.cache', 'matrix');
  const clips = await findClips({
    folder: path.join(cacheFolder, 'clips'),
    count: isShort ? 2 : 3,
    maker: versions[0],
    signal: stop.signal,
  });
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-matrix-'));
  const cells: Cell[] = [];
  try {
    const explanations = await readExplanations();
    const options = {
      checks: chosen,
      columns,
      explanations,
      versions,
      clips,
      seeds,
      isShort,
      folder,
      cacheFolder,
      say,
      signal: stop.signal,
    };
    for await (const cell of runChecks({ ...options, run: await describeRun(versions, seeds) })) {
      cells.push(cell);
      print(cellText(cell));
      if (outDir !== null) await writePage(outDir, [cell], checks, explanations);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return cells;
}

async function describeRun(
  [, ...newer]: readonly MatrixVersion[],
  seeds: number,
): Promise<Pick<Cell, 'commit' | 'date' | 'command'>> {
  const head = await runQuietly('git', ['rev-parse', '--short', 'HEAD'], { cwd: rootFolder });
  const changed = await runQuietly('git', ['status', '--porcelain', '--', 'packages', 'apps'], {
    cwd: rootFolder,
  });
  const names = newer.length === 0 ? 'system' : newer.map(({ column }) => column).join(' ');
  return {
    commit: `${head.stdout}${changed.stdout === '' ? '' : ' and changes'}`,
    date: new Date().toISOString().slice(0, 10),
    command: `npm run matrix -- ${names} --seeds ${seeds}`,
  };
}
