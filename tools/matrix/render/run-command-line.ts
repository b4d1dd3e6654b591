import path from 'node:path';
import type { Summary, VariantResult } from '@variegate/variants';
import { outputFolderAt, readRecord } from '@variegate/variants/internal';
import { rootFolder } from '../../provision/workspace.mjs';
import type { CheckContext, Failure } from '../checks/check.ts';
import { runProgram } from '../run-program.ts';
import { environmentOf } from '../versions/environment-of.ts';
import { repeatCommand } from './repeat-command.ts';

/** A run of a command that makes variants. */
export interface CommandRun {
  readonly outDir: string;
  /** `null` where it ended without one. */
  readonly summary: Summary | null;
  readonly seconds: number;
  readonly failures: readonly Failure[];
}

/** Scripts that make variants. */
const scripts = { variegate: 'apps/cli/src/main.ts', demo: 'tools/demo/main.ts' } as const;

/** Far above what any of the commands takes. */
const timeoutMs = 30 * 60_000;

/** Runs a command on a version as a user would, but for `--json`, and returns what failed. */
export async function runCommandLine(
  script: keyof typeof scripts,
  { words, outDir }: { readonly words: readonly string[]; readonly outDir: string },
  context: CheckContext,
): Promise<CommandRun> {
  const command = [path.join(rootFolder, scripts[script]), ...words, '-o', outDir, '--json'];
  const env = environmentOf(context.version);
  const end = await runProgram(process.execPath, command, { timeoutMs, env, signal: context.signal });
  const summary = summaryOf(end.stdout.toString());
  const failures: Failure[] = [];
  for (const variant of summary?.variants ?? []) {
    if (variant.status === 'failed') failures.push(await failureOf(variant, outDir, context));
  }
  const line = `npm run ${script} -- ${words.join(' ')}`.replaceAll(rootFolder, '');
  if (failures.length === 0 && end.exitCode !== 0) {
    const why = end.timedOut ? 'came to no end' : `ended with ${end.exitCode}: ${lastLine(end.stderr)}`;
    failures.push({ what: `${line} ${why}`, command: line });
  }
  return { outDir, summary, seconds: end.seconds, failures };
}

function summaryOf(stdout: string): Summary | null {
  const lines = stdout.split('\n').filter(line => line.startsWith('{'));
  const events = lines.map(line => JSON.parse(line) as { readonly type: string });
  return (
    (events.find(({ type }) => type === 'summary') as (Summary & { readonly type: string }) | undefined) ??
    null
  );
}

async function failureOf(
  { id, source, index, kind, error }: VariantResult,
  outDir: string,
  context: CheckContext,
): Promise<Failure> {
  const record = id === null ? null : await readRecord(outputFolderAt(outDir), id);
  return {
    what: `${path.basename(source)}, ${kind} ${index}: ${error?.code}: ${error?.message}`,
    command: record === null ? null : await repeatCommand({ ...record, source }, context),
  };
}

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';
