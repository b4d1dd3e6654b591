import { execFile } from 'node:child_process';
import { passedEnvironment } from '@variegate/runner';
import type { DeliveryProblem } from './deliver-webhook.ts';
import type { NotificationMessage } from './notification-message.ts';

const timeoutMs = 60_000;
const maxOutputBytes = 1024 * 1024;
const maxShown = 500;

/**
 * Runs a command with a message on its standard input, as JSON, for at most a minute. Its environment has none of the service's
 * secrets. Never rejects.
 */
export function runCommand(
  { id, body }: NotificationMessage,
  [program = '', ...commandArguments]: readonly string[],
): Promise<DeliveryProblem> {
  return new Promise(resolve => {
    const child = execFile(
      program,
      commandArguments,
      {
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        maxBuffer: maxOutputBytes,
        windowsHide: true,
        env: passedEnvironment(process.env),
      },
      (error, _stdout, stderr) => {
        if (error === null) return resolve(null);
        const { code, killed } = error;
        const how = killed
          ? `was ended after ${timeoutMs / 1000} s, or wrote too much`
          : typeof code === 'number'
            ? `ended with exit code ${code}`
            : `cannot be run (${code ?? error.signal})`;
        const said = stderr.trim().slice(-maxShown);
        resolve({
          problem: `The command "${program}" ${how}${said === '' ? '.' : `: ${said}`}`,
          isFinal: false,
        });
      },
    );
    // A command that does not read is none of our trouble.
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${JSON.stringify({ id, ...body })}\n`);
  });
}
