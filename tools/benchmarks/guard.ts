import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { findFfmpeg, writeFileAtomically } from '@variegate/runner';
import { describeEnvironment } from '../../packages/benchmark/src/measuring/environment.ts';
import { scratchFolder } from '../../packages/benchmark/src/measuring/scratch-folder.ts';
import { type ComparedSection, changeText } from './compare-results.ts';
import { guardRatios, tolerance } from './guard-ratios.ts';
import { type GuardWork, measureRatios } from './measuring/measure-ratios.ts';
import { aroundRender } from './scenarios/around-render.ts';
import { chainCost } from './scenarios/chain-cost.ts';
import { report } from './scenarios/report.ts';
import { startUp } from './scenarios/start-up.ts';
import { stopped } from './stopped.ts';

/** Scenarios whose ratios are guarded: of processor time, as the wall clock of a short run says little. */
const guarded = [startUp, chainCost, aroundRender, report];

const committedFile = fileURLToPath(new URL('guarded-ratios.json', import.meta.url));
const say = (line: string) => void process.stderr.write(`${line}\n`);

const usage = `npm run bench:guard -- [options]

Measures ratios of the benchmark in a short run on a clip that it makes, and compares them with the committed ones. What is worse by more
than ${tolerance * 100} % is measured once more; where it still is, the exit code is 1.

  --write      commit what is measured instead of comparing it: writes ${path.basename(committedFile)}
`;

/** The committed ratios, and where they are from. */
interface GuardedRatios {
  readonly environment: unknown;
  readonly sections: readonly ComparedSection[];
}

try {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean', short: 'h', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  if (values.help) process.stdout.write(usage);
  else await guard(values.write);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode ??= 2;
}

async function guard(isWritten: boolean): Promise<void> {
  const ffmpeg = await findFfmpeg({ signal: stopped });
  await using scratch = await scratchFolder(tmpdir());
  const work: GuardWork = { ffmpeg, folder: scratch.path, say, signal: stopped };
  if (isWritten) {
    const environment = await describeEnvironment(ffmpeg, stopped);
    const ratios: GuardedRatios = { environment, sections: await measureRatios(guarded, work) };
    await writeFileAtomically(committedFile, `${JSON.stringify(ratios, null, 1)}\n`);
    say(`Written: ${committedFile}`);
    return;
  }
  const { sections: committed } = JSON.parse(await readFile(committedFile, 'utf8')) as GuardedRatios;
  const { compared, worse } = await guardRatios(committed, names =>
    measureRatios(
      guarded.filter(({ name }) => names.includes(name)),
      work,
    ),
  );
  for (const change of worse) say(changeText(change));
  say(
    worse.length === 0
      ? `None of ${compared} ratios is worse than the committed one by more than ${tolerance * 100} %.`
      : `${worse.length} of ${compared} ratios are worse than the committed ones by more than ${tolerance * 100} %, in two measurements.`,
  );
  if (worse.length > 0) process.exitCode = 1;
}
