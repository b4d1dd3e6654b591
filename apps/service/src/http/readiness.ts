import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { diskShortage } from '@variegate/workflow';
import { sayShortage } from '../engine/wait-reasons.ts';
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
  const exists = await access(folder).then(
    () => true,
    () => false,
  );
  if (!exists) return 'The output root does not exist.';
  const shortage = await diskShortage(folder, minFreeBytes);
  return shortage === null ? null : sayShortage(shortage);
}
