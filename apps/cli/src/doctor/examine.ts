import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { protections } from '@variegate/runner';
import { getOptimalWorkerCount, readMemoryBudget } from '@variegate/scheduler';
import { formatBytes } from '../text/format.ts';
import { examineFfmpeg } from './examine-ffmpeg.ts';
import { examineService } from './examine-service.ts';
import type { Finding } from './finding.ts';

/** What is checked. */
export interface Examination {
  /** `null`: the one that is found. */
  readonly ffmpegPath: string | null;
  /** A folder on the disk that outputs go to. */
  readonly folder: string;
}

/** Checks everything that a run depends on. */
export async function examine({ ffmpegPath, folder }: Examination): Promise<readonly Finding[]> {
  return [
    { subject: 'node', status: 'works', detail: process.version, advice: null },
    ...(await examineFfmpeg(ffmpegPath)),
    await examineProtections(),
    await examineMemory(),
    await examineDisk(folder),
    await examineService(),
  ];
}

async function examineProtections(): Promise<Finding> {
  const { setpriv, prlimit, nice, watchdog, jobObject } = await protections();
  const active = Object.entries({ setpriv, prlimit, nice, watchdog }).flatMap(([name, at]) =>
    at === null ? [] : [name],
  );
  const endsWithUs = setpriv !== null || watchdog !== null || jobObject;
  const whole = endsWithUs && (jobObject || (setpriv !== null && prlimit !== null));
  return {
    subject: 'protections',
    status: whole ? 'works' : 'limited',
    detail: [...active, ...(jobObject ? ['job object'] : [])].join(', ') || 'none',
    advice: whole ? null : 'Install util-linux (setpriv, prlimit): without it ffmpeg is less well contained.',
  };
}

async function examineMemory(): Promise<Finding> {
  const { budgetBytes, limitBytes } = await readMemoryBudget();
  const { workers } = getOptimalWorkerCount({ workload: 'video', budgetBytes });
  const detail = `${formatBytes(budgetBytes)} of ${formatBytes(limitBytes)} may be used, for ${workers} encodes in parallel`;
  return { subject: 'memory', status: 'works', detail, advice: null };
}

async function examineDisk(folder: string): Promise<Finding> {
  const place = path.resolve(folder);
  const { bavail, bsize } = await statfs(place).catch(() => statfs(path.dirname(place)));
  const freeBytes = bavail * bsize;
  const enough = freeBytes >= 1024 ** 3;
  return {
    subject: 'disk',
    status: enough ? 'works' : 'limited',
    detail: `${formatBytes(freeBytes)} free for ${place}`,
    advice: enough ? null : 'Below 1 GiB nothing new starts by default: make room, or lower --min-free.',
  };
}
