import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { randomStream } from '@variegate/core-filters';

const ffmpeg = process.env['VARIEGATE_FFMPEG'] || 'ffmpeg';

const sizes = ['96x72', '112x64', '80x80', '72x96'] as const;
const rates = ['25', '30', '24'] as const;

/** What sources say of their colours; a third says nothing, as ordinary clips do. */
const colourTags = [
  ['bt709', 'bt709', 'bt709'],
  ['bt709', 'bt709', 'bt709'],
  ['smpte170m', 'smpte170m', 'smpte170m'],
  ['bt2020', 'bt2020-10', 'bt2020nc'],
  ['unknown', 'unknown', 'unknown'],
  ['unknown', 'unknown', 'unknown'],
] as const;

/**
 * Makes clips as a folder of somebody's videos has them: of several sizes, rates, lengths and colour spaces, and of busy and
 * of quiet pictures, all drawn from one distribution. As nothing but sources differs in many ways, many of them say more than
 * many variants of each.
 *
 * @param seeds Numbers of the clips; other numbers show other things.
 * @returns the folder.
 */
export async function makeLookAlikes(folder: string, seeds: readonly number[]): Promise<string> {
  await mkdir(folder, { recursive: true });
  for (const seed of seeds) {
    // Clips 0 and 1, 2 and 3, and so on have one format, so that formats are not what separates two such sets.
    const shared = randomStream({ purpose: 'format of look-alikes', pair: Math.floor(seed / 2) });
    const seconds = shared.decimal([0.8, 1.5], 2);
    const format = `size=${shared.pick(sizes)}:rate=${shared.pick(rates)}:duration=${seconds}`;
    const [primaries, transfer, matrix] = shared.pick(colourTags);
    const chroma = shared.pick(['left', 'left', 'left', 'topleft']);
    const said = `setparams=range=limited:color_primaries=${primaries}:color_trc=${transfer}:colorspace=${matrix}`;
    const random = randomStream({ purpose: 'content of look-alikes', seed });
    const speed = random.decimal([0.01, 0.2], 3);
    const colours = `gradients=${format}:seed=${seed}:nb_colors=${random.integer([2, 8])}:speed=${speed}`;
    const noise = `noise=alls=${random.integer([0, 40])}:allf=${random.pick(['t', 'p'])}:all_seed=${seed}`;
    await promisify(execFile)(ffmpeg, [
      ...['-v', 'error', '-nostdin', '-f', 'lavfi', '-i', `${colours},${noise}`],
      ...[
        '-f',
        'lavfi',
        '-i',
        `anoisesrc=duration=${seconds}:seed=${seed}:color=pink:amplitude=0.2`,
        '-shortest',
      ],
      // Behind the graph: a source of frames alone would not hand on what they say.
      ...['-vf', `format=yuv420p,${said}`, '-x264-params', `chromaloc=${chroma === 'left' ? 0 : 2}`],
      ...['-c:v', 'libx264', '-preset', 'ultrafast', '-crf', String(random.integer([8, 30]))],
      ...['-pix_fmt', 'yuv420p', '-c:a', 'aac', '-y', join(folder, `clip-${seed}.mp4`)],
    ]);
  }
  return folder;
}
