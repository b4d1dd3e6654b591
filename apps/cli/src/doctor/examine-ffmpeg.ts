import { type Ffmpeg, findFfmpeg, isNewerThanTested, newestTestedVersion } from '@variegate/runner';
import { ffmpegUses } from '@variegate/variants/internal';
import { examineBuild } from './examine-build.ts';
import { examineFormats } from './examine-formats.ts';
import { examineHardware } from './examine-hardware.ts';
import { examineMeasures } from './examine-measures.ts';
import type { Finding } from './finding.ts';
import { lackingIn } from './lack.ts';

/** Finds ffmpeg and checks what it can do of all that a run may need. */
export async function examineFfmpeg(path: string | null): Promise<readonly Finding[]> {
  let ffmpeg: Ffmpeg;
  try {
    ffmpeg = await findFfmpeg({ path: path ?? undefined, afresh: true });
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return [{ subject: 'ffmpeg', status: 'missing', detail, advice: null }];
  }
  const uses = ffmpegUses();
  const lacks = uses.map(use => lackingIn(ffmpeg, use));
  return [
    { subject: 'ffmpeg', status: 'works', detail: found(ffmpeg), advice: null },
    ...examineFormats(lacks),
    examineBuild(lacks),
    examineMeasures(lacks),
    await examineHardware(ffmpeg),
  ];
}

function found({ version, path, probePath }: Ffmpeg): string {
  const newer = isNewerThanTested(version)
    ? `; newer than ${newestTestedVersion}, the newest that was tested`
    : '';
  return `${version} at ${path}, ffprobe at ${probePath}${newer}`;
}
