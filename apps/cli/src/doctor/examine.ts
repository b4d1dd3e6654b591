import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Ffmpeg, findFfmpeg, protections } from '@variegate/runner';
import { getOptimalWorkerCount, readMemoryBudget } from '@variegate/scheduler';
import { formatBytes } from '../text/format.ts';
import { examineHardware } from './examine-hardware.ts';
import { examineService } from './examine-service.ts';
import type { Finding } from './finding.ts';

/** What is looked at. */
export interface Examination {
  /** `null`: the one that is found. */
  readonly ffmpegPath: string | null;
  /** A folder on the disk that outputs go to. */
  readonly folder: string;
}

/** Looks at everything that a run depends on. */
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

async function examineFfmpeg(ffmpegPath: string | null): Promise<readonly Finding[]> {
  let ffmpeg: Ffmpeg;
  try {
    ffmpeg = await findFfmpeg(ffmpegPath === null ? {} : { path: ffmpegPath });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ subject: 'ffmpeg', status: 'missing', detail, advice: null }];
  }
  const found = `${ffmpeg.version} at ${ffmpeg.path}, ffprobe at ${ffmpeg.probePath}`;
  const encoders = ['libx264', 'aac'].filter(name => !ffmpeg.encoders.has(name));
  return [
    { subject: 'ffmpeg', status: 'works', detail: found, advice: null },
    encoders.length === 0
      ? { subject: 'encoders', status: 'works', detail: 'libx264, aac', advice: null }
      : {
          subject: 'encoders',
          status: 'missing',
          detail: `${encoders.join(', ')} not built in`,
          advice: 'Install an ffmpeg that was built with --enable-gpl --enable-libx264.',
        },
    examineWebm(ffmpeg),
    await examineHardware(ffmpeg),
  ];
}

function examineWebm({ encoders, muxers }: Ffmpeg): Finding {
  const subject = 'WebM';
  const missing = [
    ...['libvpx-vp9', 'libopus'].filter(name => !encoders.has(name)),
    ...(muxers.has('webm') ? [] : ['the muxer']),
  ];
  if (missing.length === 0) return { subject, status: 'works', detail: 'libvpx-vp9, libopus', advice: null };
  return {
    subject,
    status: 'limited',
    detail: `${missing.join(', ')} not built in, so --format webm is refused`,
    advice: 'Install an ffmpeg that was built with --enable-libvpx --enable-libopus.',
  };
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
  const detail = `${formatBytes(budgetBytes)} of ${formatBytes(limitBytes)} may be used, for ${workers} encodes at a time`;
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
