import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Summary } from '@variegate/variants';

const script = fileURLToPath(new URL('../bin.ts', import.meta.url));

/** How a run of the command ended. */
export interface CommandEnd {
  /** `null` when a signal ended it. */
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command while it runs. */
export interface RunningCommand {
  readonly process: ChildProcess;
  readonly end: Promise<CommandEnd>;
  /** Resolves when a line with the text has come on either stream; rejects when the command ends without it. */
  saw(text: string): Promise<void>;
}

/** How the command is started. */
export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `variegate` for real, as a separate process without a terminal. */
export function startCommand(
  args: readonly string[],
  { cwd, env = {} }: CommandOptions = {},
): RunningCommand {
  const child = spawn(process.execPath, [script, ...args], {
    ...(cwd === undefined ? {} : { cwd }),
    env: { ...process.env, NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  const heard = () => {
    for (const look of waiting) look();
  };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    heard();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    heard();
  });
  const end = new Promise<CommandEnd>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', exitCode => resolve({ exitCode, stdout, stderr }));
  });
  return {
    process: child,
    end,
    saw: text =>
      new Promise((resolve, reject) => {
        const look = () => {
          if (!`${stdout}\n${stderr}`.includes(text)) return;
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
        void end.then(() => reject(new Error(`The command ended without "${text}":\n${stdout}\n${stderr}`)));
      }),
  };
}

/** Runs `variegate` to its end. */
export function runCommand(args: readonly string[], options?: CommandOptions): Promise<CommandEnd> {
  return startCommand(args, options).end;
}

/** The lines of an NDJSON output, parsed. */
export function parseLines(stdout: string): readonly Readonly<Record<string, unknown>>[] {
  return stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line) as Readonly<Record<string, unknown>>);
}

/** The summary that an NDJSON output ends with. */
export function summaryOf(stdout: string): Summary {
  const last = parseLines(stdout).at(-1);
  if (last?.['type'] !== 'summary') throw new Error(`The output does not end with a summary:\n${stdout}`);
  return last as unknown as Summary;
}
