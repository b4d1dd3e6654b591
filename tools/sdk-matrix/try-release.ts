import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { npmProgram } from '../provision/npm.mjs';
import { runQuietly } from '../provision/run-quietly.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { countOf, type FileReport, failuresOf } from '../testing/vitest-report.ts';
import type { ReleaseResult } from './table.ts';

const ENGINE = join(rootFolder, 'packages', 'embedded-engine');

/** Far more than it takes on a slow machine; a release that hangs is one that fails. */
const TIMEOUT_MS = 900_000;

/** Runs the engine's types, conformance and tests with a release of the SDK, in a folder that is the caller's to remove. */
export async function tryRelease(version: string, folder: string): Promise<ReleaseResult> {
  const sdk = await installSdk(version, join(folder, 'sdk'));
  const engine = layOutEngine(join(folder, 'engine'), sdk);
  const types = await checkTypes(engine);
  const files = await runTests(engine);
  const isConformance = ({ name }: FileReport) => name.includes('/conformance/');
  return {
    version,
    types,
    conformance: countOf(files.filter(isConformance)),
    tests: countOf(files.filter(file => !isConformance(file))),
    failures: files.flatMap(failuresOf),
  };
}

async function installSdk(version: string, folder: string): Promise<string> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'sdk', private: true }));
  const npm = npmProgram();
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', '--ignore-scripts'];
  const { exitCode, output } = await runQuietly(
    npm.program,
    [...npm.args, 'install', ...flags, `inngest@${version}`],
    { cwd: folder, timeoutMs: TIMEOUT_MS },
  );
  if (exitCode !== 0) throw new Error(`npm could not install inngest@${version}: ${output}`);
  return join(folder, 'node_modules', 'inngest');
}

/** A copy of the engine's sources that finds the SDK to try where it looks for `inngest`, and all else where it always is. */
function layOutEngine(folder: string, sdk: string): string {
  for (const name of ['src', 'example', 'README.md', 'package.json']) {
    cpSync(join(ENGINE, name), join(folder, name), { recursive: true });
  }
  const modules = join(folder, 'node_modules');
  link(sdk, join(modules, 'inngest'));
  for (const [from, names] of [
    [join(ENGINE, 'node_modules'), dependenciesOf(join(ENGINE, 'package.json'))],
    [join(rootFolder, 'node_modules'), dependenciesOf(join(rootFolder, 'package.json'))],
  ] as const) {
    for (const name of names.filter(one => one !== 'inngest')) link(join(from, name), join(modules, name));
  }
  const options = {
    extends: join(rootFolder, 'tsconfig.base.json'),
    compilerOptions: { noEmit: true, declaration: false, types: ['node'] },
  };
  const exclude = ['src/**/*.bench.ts', 'src/bench', 'src/conformance/server.test.ts'];
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ ...options, include: ['src', 'example'], exclude }),
  );
  writeFileSync(
    join(folder, 'vitest.config.js'),
    `export default ${JSON.stringify({
      test: {
        include: ['src/**/*.test.ts'],
        // Thousands of random workflows are for one release; and which are admitted follows from this very run.
        exclude: [
          '**/*.{slow,property}.test.ts',
          'src/sdk-version.test.ts',
          'src/conformance/server.test.ts',
        ],
        testTimeout: 120_000,
        isolate: false,
      },
    })};\n`,
  );
  return folder;
}

function dependenciesOf(manifest: string): readonly string[] {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    readonly dependencies?: object;
    readonly devDependencies?: object;
  };
  return Object.keys({ ...dependencies, ...devDependencies });
}

function link(target: string, path: string): void {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(realpathSync(target), path, 'junction');
}

async function checkTypes(folder: string): Promise<string | null> {
  const tsc = join(rootFolder, 'node_modules', 'typescript', 'bin', 'tsc');
  const args = [tsc, '-p', 'tsconfig.json', '--pretty', 'false'];
  const { exitCode, output } = await runQuietly(process.execPath, args, {
    cwd: folder,
    timeoutMs: TIMEOUT_MS,
  });
  return exitCode === 0 ? null : output;
}

async function runTests(folder: string): Promise<readonly FileReport[]> {
  const vitest = join(rootFolder, 'node_modules', 'vitest', 'vitest.mjs');
  const { output } = await runQuietly(
    process.execPath,
    [vitest, 'run', '--reporter=json', '--outputFile=report.json'],
    { cwd: folder, timeoutMs: TIMEOUT_MS },
  );
  if (!readdirSync(folder).includes('report.json')) throw new Error(`vitest wrote no report: ${output}`);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as {
    readonly testResults: readonly FileReport[];
  };
  return report.testResults;
}
