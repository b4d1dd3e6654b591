import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import type { ServiceParts } from './service-parts.ts';

/** What was looked at; `problem` is one phrase, or `null` when all is well. */
export interface ReadinessCheck {
  readonly name: 'draining' | 'ffmpeg' | 'disk' | 'engine';
  readonly problem: string | null;
}

/** Whether the service can accept work now. Checked each time, since each condition may change while the service runs. */
export async function checkReadiness({
  settings,
  runtime,
  host,
  draining,
}: Pick<ServiceParts, 'settings' | 'runtime' | 'host' | 'draining'>): Promise<readonly ReadinessCheck[]> {
  return [
    {
      name: 'draining',
      problem: draining.aborted ? 'It finishes what runs and takes on nothing more.' : null,
    },
    { name: 'ffmpeg', problem: await ffmpegProblem(runtime.ffmpeg.path) },
    { name: 'disk', problem: await diskProblem(settings.outputRoot, settings.minFreeBytes) },
    { name: 'engine', problem: await host.problem() },
  ];
}

async function ffmpegProblem(path: string): Promise<string | null> {
  return access(path, constants.X_OK).then(
    () => null,
    () => 'ffmpeg is no longer there.',
  );
}

async function diskProblem(folder: string, minFreeBytes: number | null): Promise<string | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    const freeBytes = bavail * bsize;
    const neededBytes = minFreeBytes ?? Math.min(2 ** 30, (blocks * bsize) / 10);
    return freeBytes >= neededBytes
      ? null
      : `${freeBytes} bytes of disk are free; ${neededBytes} are needed.`;
  } catch {
    return 'The output root does not exist.';
  }
}
