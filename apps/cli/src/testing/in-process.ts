import { Writable } from 'node:stream';
import { runCommandLine } from '../run-command-line.ts';
import type { CommandEnd } from './command.ts';

/** Runs the command line in this process, for calls that start nothing: quicker than a separate process. */
export async function runInProcess(args: readonly string[]): Promise<CommandEnd> {
  const stdout = new Collector();
  const stderr = new Collector();
  const exitCode = await runCommandLine(args, {
    stdout: stdout as unknown as NodeJS.WriteStream,
    stderr: stderr as unknown as NodeJS.WriteStream,
  });
  return { exitCode, stdout: stdout.text, stderr: stderr.text };
}

class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
