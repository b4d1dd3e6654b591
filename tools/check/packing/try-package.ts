import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runQuietly } from '../../provision/run-quietly.mjs';
import { rootFolder } from '../../provision/workspace.mjs';
import { scriptOf } from '../tool.ts';
import { isLibrary } from '../workspaces.ts';
import { type Consumer, installPackage } from './consumer.ts';
import { copyExample, runExampleTests } from './example-project.ts';
import type { Bench, PackedPackage } from './pack.ts';
import { readmeExample } from './readme-example.ts';
import type { Runtime } from './runtimes.ts';

/** How the compiler of a careful stranger is set up. */
const compilerOptions = {
  target: 'es2024',
  lib: ['es2024', 'esnext.disposable'],
  module: 'nodenext',
  types: ['node'],
  strict: true,
  exactOptionalPropertyTypes: true,
  rewriteRelativeImportExtensions: true,
  outDir: 'out',
  rootDir: '.',
};

/** Most that a command may take where it is installed. */
const commandMebibytes = 40;

/** Installs a package under a runtime and uses it as its README says. */
export async function tryPackage(
  one: PackedPackage,
  runtime: Runtime,
  bench: Bench,
): Promise<readonly string[]> {
  const { name, bin = {} } = one.workspace.manifest;
  const consumer = await installPackage(one, runtime, bench);
  if (typeof consumer === 'string') return [`${name}: ${consumer}`];
  const findings = isLibrary(one.workspace.manifest) ? await tryExample(one, consumer, bench.clip) : [];
  for (const command of Object.keys(bin))
    findings.push(...(await tryCommand(one, command, consumer, bench.clip)));
  return findings.map(finding => `${name} on Node ${runtime.version}: ${finding}`);
}

async function tryExample({ workspace }: PackedPackage, consumer: Consumer, clip: string): Promise<string[]> {
  const { folder, runtime } = consumer;
  const readme = join(rootFolder, workspace.folder, 'README.md');
  const example = existsSync(readme) ? readmeExample(readFileSync(readme, 'utf8')) : null;
  if (example === null) return ['the README has no ```ts example'];
  writeFileSync(join(folder, 'example.ts'), example);
  const project = copyExample(workspace, folder);
  const files = ['example.ts', ...project];
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  // Examples of packages that read media call their input clip.mp4.
  copyFileSync(clip, join(folder, 'clip.mp4'));
  const tsc = scriptOf({ package: 'typescript', bin: 'tsc' });
  const compiled = await runQuietly(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], { cwd: folder });
  const mistakes = compiled.exitCode === 0 ? [] : ourDiagnostics(compiled.output);
  if (mistakes.length > 0)
    return [`the README's example does not type-check from outside:\n${mistakes.join('\n')}`];
  const ran = await runQuietly(runtime.node, ['out/example.js'], { cwd: folder, timeoutMs: 300_000 });
  const findings = [...(await runExampleTests(project, consumer))];
  if (ran.exitCode !== 0) findings.push(`the README's example ended with ${ran.exitCode}:\n${ran.output}`);
  return findings;
}

/** The compiler's findings without those in other people's packages, whose types are not ours to mend. */
export function ourDiagnostics(output: string): readonly string[] {
  let ours = true;
  return output.split('\n').filter(line => {
    // The continuation of a finding is indented.
    if (/^\S/.test(line)) ours = !/^node_modules\/(?!@variegate\/)/.test(line);
    return ours && line.trim() !== '';
  });
}

/** What a command is tried with: work that loads most of what it can load. The first makes the folder that the last reads. */
const firstUses = [
  ['variants', 'clip.mp4', '-n', '1', '-o', 'out'],
  ['batch', 'clip.mp4', '-n', '1', '--durable', '-o', 'durable'],
  ['report', 'out'],
];

async function tryCommand(
  one: PackedPackage,
  command: string,
  { folder, runtime }: Consumer,
  clip: string,
): Promise<string[]> {
  const { version } = one.workspace.manifest;
  const script = commandScript(one, command, folder);
  const use = (args: readonly string[]) =>
    runQuietly(runtime.node, [script, ...args], { cwd: folder, timeoutMs: 300_000 });
  const { exitCode, stdout, output } = await use(['--version']);
  if (exitCode !== 0 || !stdout.includes(version))
    return [`${command} --version ended with ${exitCode} and said: ${output}`];
  copyFileSync(clip, join(folder, 'clip.mp4'));
  for (const args of firstUses) {
    const end = await use(args);
    if (end.exitCode !== 0)
      return [`${command} ${args.join(' ')} ended with ${end.exitCode} and said: ${end.output}`];
  }
  const mebibytes = bytesBelow(join(folder, 'node_modules')) / 2 ** 20;
  return mebibytes <= commandMebibytes
    ? []
    : [`${command} takes ${Math.round(mebibytes)} MiB where it is installed; at most ${commandMebibytes}`];
}

function bytesBelow(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile());
  return files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}

/** The script behind a command of an installed package. */
export function commandScript({ workspace }: PackedPackage, command: string, folder: string): string {
  const installed = join(folder, 'node_modules', workspace.manifest.name);
  const { bin } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    bin: Readonly<Record<string, string>>;
  };
  const script = bin[command];
  if (script === undefined) throw new Error(`${workspace.manifest.name} was published without ${command}`);
  return join(installed, script);
}
