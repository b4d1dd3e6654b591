import {
  fingerprint,
  type MeasureLevel,
  type Measurement,
  type MeasureOptions,
  measure as measureFiles,
  planReference,
  probe,
} from '@variegate/inspect';
import { type Ffmpeg, findFfmpeg, type OpenInput, openInput } from '@variegate/runner';
import { AssetUnavailableError, findRecord } from '@variegate/variants';
import {
  assetLibrary,
  type CommandInputs,
  openCommandInputs,
  resolveFile,
} from '@variegate/variants/internal';
import type { CliCommand } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { listedFor } from '../options/listed-options.ts';
import { printable } from '../text/format.ts';

/** `variegate measure SOURCE VARIANT`. */
export const measure: CliCommand = {
  options: ['fast', ...listedFor('measure'), 'json', 'verbose', 'logFile'],
  examples: [
    'variegate measure clip.mp4 variants/clip.v001.3f9a12.mp4',
    'variegate measure clip.mp4 other.mp4 --fast',
  ],
  async run({ arguments: [source = '', variant = ''], options, terminal: { stdout } }) {
    const ffmpeg = await findFfmpeg(
      typeof options.ffmpegPath === 'string' ? { path: options.ffmpegPath } : {},
    );
    await using input = await openInput(source, 'video');
    const level = options.fast === true ? 'fast' : 'full';
    const recorded = await asRecorded(input, variant, { ffmpeg, level });
    await using _ = recorded.opened;
    const measurement = await measureFiles(input, variant, { ffmpeg, level, ...recorded.options });
    if (options.json === true) {
      stdout.write(`${JSON.stringify({ type: 'measurement', ...measurement })}\n`);
      stdout.write(`${JSON.stringify({ type: 'summary', measured: 1 })}\n`);
    } else {
      stdout.write(`${describe(measurement).join('\n')}\n`);
    }
    return exitCodes.ok;
  },
};

/** What the record beside a variant says of how it came from its source, and the assets that it needs. */
interface Recorded {
  readonly options: Pick<MeasureOptions, 'segments' | 'normalization' | 'reference' | 'referenceInputs'>;
  readonly opened: CommandInputs | null;
}

async function asRecorded(
  source: OpenInput,
  variant: string,
  { ffmpeg, level }: { readonly ffmpeg: Ffmpeg; readonly level: MeasureLevel },
): Promise<Recorded> {
  const record = await findRecord(variant);
  if (record === null || record.source.fingerprint !== (await fingerprint(source))) {
    return { options: {}, opened: null };
  }
  const { plan, segments, settings } = record;
  const { plainGraph: plain, normalization } = settings;
  if (level === 'fast') return { options: { segments, normalization }, opened: null };
  const { facts } = await probe(source, { ffmpeg });
  const reference = planReference({ plan, facts, resolveFile, plain, normalization });
  const opened = await openCommandInputs(
    reference,
    source,
    assetLibrary({ files: [], cacheFolder: null }),
  ).catch((error: unknown) => {
    // The user's own assets may be anywhere: then the video is compared without them.
    if (error instanceof AssetUnavailableError) return null;
    throw error;
  });
  return {
    options: {
      ...{ segments, normalization },
      ...(opened === null ? {} : { reference, referenceInputs: opened.inputs }),
    },
    opened,
  };
}

const references: Readonly<Record<NonNullable<Measurement['quality']>['reference'], string>> = {
  given: "the source after the variant's own geometry and timing",
  'scaled-source': "the source, scaled to the variant's size",
};

function describe({
  alignment,
  similarity,
  videoSignature,
  quality,
  unavailable,
}: Measurement): readonly string[] {
  const { pdq, audio } = similarity;
  const paired = alignment === 'given' ? 'by the segment map' : 'side by side';
  return [
    `picture    ${figure(pdq.alignedDistance)} of 256 bits apart (PDQ, ${pdq.pairedFrames} frames paired ${paired})`,
    `matched    ${figure(pdq.matchedFramesPercent)} % of ${pdq.consideredFrames} frames within ${pdq.thresholds.matchWithinBits} bits`,
    ...(audio === null ? [] : [`audio      ${figure(audio.bitError)} of 32 bits apart (chromaprint)`]),
    ...(videoSignature === null
      ? []
      : [`signature  ${videoSignature.matches ? 'matches' : 'does not match'} (MPEG-7)`]),
    ...(quality === null ? [] : [`quality    against ${references[quality.reference]}`]),
    ...(quality?.ssim ? [`ssim       ${quality.ssim.all.toFixed(4)}`] : []),
    ...(quality?.psnr
      ? [`psnr       ${quality.psnr.average === null ? 'identical' : `${figure(quality.psnr.average)} dB`}`]
      : []),
    ...(quality?.vmaf ? [`vmaf       ${figure(quality.vmaf.score)}`] : []),
    ...(quality?.xpsnr
      ? [`xpsnr      ${quality.xpsnr.y === null ? 'identical' : `${figure(quality.xpsnr.y)} dB`}`]
      : []),
    ...unavailable.map(({ measure: name, reason }) => `no ${name}: ${printable(reason)}`),
  ];
}

function figure(value: number | null): string {
  return value === null ? '-' : value.toFixed(1);
}
