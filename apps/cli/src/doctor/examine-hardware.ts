import { chooseEncoder, type Ffmpeg, hardwareEncoders } from '@variegate/runner';
import type { Finding } from './finding.ts';

/** Tries every hardware encoder of an ffmpeg on one frame. None is needed, so none is ever missing. */
export async function examineHardware(ffmpeg: Ffmpeg): Promise<Finding> {
  const trials = await Promise.all(
    hardwareEncoders(ffmpeg).map(async wanted => ({
      wanted,
      ...(await chooseEncoder({ ffmpeg, wanted, fallback: 'libx264' })),
    })),
  );
  const working = trials.filter(({ encoder, wanted }) => encoder === wanted).map(({ wanted }) => wanted);
  const failures = trials.flatMap(({ wanted, reason }) => (reason === null ? [] : [`${wanted}: ${reason}.`]));
  const found = working.length === 0 ? 'none works here' : `${working.join(', ')} encode here`;
  return {
    subject: 'hardware encoders',
    status: 'works',
    detail: [`${found}; none is used unless it is asked for by name.`, ...failures].join(' '),
    advice: null,
  };
}
