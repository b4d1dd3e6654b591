import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { MediaFacts, VideoFacts } from '../facts/media-facts.ts';
import { serializeGraph } from '../graph/serialize-graph.ts';
import type { PlanStep } from '../plan/plan.ts';
import { compileSteps } from '../testing/compile-steps.ts';
import { ordinaryFacts } from '../testing/facts.ts';
import { ffprobePath } from '../testing/programs.ts';
import { ffmpeg, fontFile, generatedFile } from '../testing/render-clip.ts';
import { step } from '../testing/written-steps.ts';
import type { CompiledPlan } from './compile-plan.ts';

const size = { width: 160, height: 120 };
const seconds = 1;
const frameRate = { numerator: 25, denominator: 1 };

const folder = mkdtempSync(join(tmpdir(), 'frame-properties-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Source {
  /** What makes a picture of one colour, say what the facts say. */
  readonly filters: string;
  readonly encoder: readonly string[];
  readonly facts: Partial<VideoFacts>;
  /** What a variant of it says: range, matrix, transfer, primaries. */
  readonly says: readonly [range: RegExp, matrix: string, transfer: string, primaries: string];
  /** What its colour is in a variant: luma and the two colour differences. */
  readonly samples: readonly [y: number, u: number, v: number];
}

const lossless = ['-c:v', 'ffv1'];
/** A colour that every matrix has. */
const green = 'format=yuv420p,geq=lum=90:cb=100:cr=110';
const tagged = (range: string, primaries: string, transfer: string, matrix: string): string =>
  `setparams=range=${range}:color_primaries=${primaries}:color_trc=${transfer}:colorspace=${matrix}`;
const colours = (colorSpace: string, colorTransfer: string, colorPrimaries: string): Partial<VideoFacts> => ({
  colorSpace,
  colorTransfer,
  colorPrimaries,
});

const sources: Readonly<Record<string, Source>> = {
  'BT.709': {
    filters: `${green},${tagged('limited', 'bt709', 'bt709', 'bt709')}`,
    encoder: lossless,
    facts: colours('bt709', 'bt709', 'bt709'),
    says: [/tv/, 'bt709', 'bt709', 'bt709'],
    samples: [90, 100, 110],
  },
  'BT.601': {
    filters: `${green},${tagged('limited', 'smpte170m', 'smpte170m', 'smpte170m')}`,
    encoder: lossless,
    facts: colours('smpte170m', 'smpte170m', 'smpte170m'),
    says: [/tv/, 'smpte170m', 'smpte170m', 'smpte170m'],
    samples: [90, 100, 110],
  },
  'BT.2020 in standard dynamic range': {
    filters: `${green},${tagged('limited', 'bt2020', 'bt2020-10', 'bt2020nc')}`,
    encoder: lossless,
    facts: colours('bt2020nc', 'bt2020-10', 'bt2020'),
    says: [/tv/, 'bt2020nc', 'bt2020-10', 'bt2020'],
    samples: [90, 100, 110],
  },
  'full range': {
    // 16 + 219/255 * 90 and 128 + 224/255 * (100 - 128), (110 - 128).
    filters: `${green},${tagged('full', 'bt709', 'bt709', 'bt709')}`,
    encoder: [...lossless, '-color_range', 'pc'],
    facts: { ...colours('bt709', 'bt709', 'bt709'), colorRange: 'full' },
    says: [/tv/, 'bt709', 'bt709', 'bt709'],
    samples: [93.3, 103.4, 112.2],
  },
  'nothing said': {
    filters: `${green},${tagged('unknown', 'unknown', 'unknown', 'unknown')}`,
    encoder: lossless,
    facts: colours('unknown', 'unknown', 'unknown'),
    // Matroska writes the range, of which nothing is unknown; MP4 writes nothing.
    says: [/tv|unknown/, 'unknown', 'unknown', 'unknown'],
    samples: [90, 100, 110],
  },
  'red, green and blue': {
    // The colour whose samples by BT.601 are those above.
    filters: 'format=gbrp,geq=r=57:g=112:b=30',
    encoder: lossless,
    facts: { ...colours('gbr', 'unknown', 'unknown'), pixelFormat: 'gbrp', colorRange: 'full' },
    says: [/tv/, 'smpte170m', 'unknown', 'unknown'],
    samples: [90, 100, 110],
  },
  'chroma beside the upper left': {
    filters: `${green},${tagged('limited', 'bt709', 'bt709', 'bt709')}`,
    encoder: ['-c:v', 'libx264', '-qp', '0', '-preset', 'ultrafast', '-x264-params', 'chromaloc=2'],
    facts: { ...colours('bt709', 'bt709', 'bt709'), chromaLocation: 'topleft' },
    says: [/tv/, 'bt709', 'bt709', 'bt709'],
    samples: [90, 100, 110],
  },
  'PQ with a described display': {
    filters: `format=yuv420p10le,geq=lum=360:cb=512:cr=512,${tagged('limited', 'bt2020', 'smpte2084', 'bt2020nc')}`,
    encoder: [
      ...['-color_primaries', 'bt2020', '-color_trc', 'smpte2084', '-colorspace', 'bt2020nc'],
      ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params'],
      'log-level=none:lossless=1:chromaloc=2:max-cll=1000,400:' +
        'master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)',
    ],
    facts: {
      ...colours('bt2020nc', 'smpte2084', 'bt2020'),
      ...{ pixelFormat: 'yuv420p10le', bitDepth: 10, chromaLocation: 'topleft', highDynamicRange: true },
    },
    says: [/tv/, 'bt709', 'bt709', 'bt709'],
    // 16 cd/m² of 1,000, rolled off.
    samples: [85, 128, 128],
  },
};

/** Chains that end in each of the ways in which a graph could lose what its frames say. */
const chains: Readonly<Record<string, readonly PlanStep[]>> = {
  'no step': [],
  'a warp': [step.rotate],
  'colours in planes and a static layer': [step.warm, step.box],
  'an image and a kernel': [step.logo, step.blur],
  'a held frame and frames of a colour': [
    { name: 'freeze', params: { position: 0.5, seconds: 0.3, length: 'longer' } },
    { name: 'insert_color_frames', params: { position: 1, seconds: 0.3, colour: '000000' } },
  ],
};

describe.each(Object.entries(sources).map(([name, source], place) => [name, source, place] as const))(
  'a source that is %s',
  (name, source, place) => {
    const path = join(folder, `${name.replaceAll(/\W+/g, '-')}.mkv`);
    const facts: MediaFacts = {
      ...ordinaryFacts,
      durationSeconds: seconds,
      video: { ...ordinaryFacts.video, ...size, frameRate, frameCount: seconds * 25, ...source.facts },
      audio: null,
    };
    const black = `color=black:size=${size.width}x${size.height}:rate=25:duration=${seconds}`;
    ffmpeg(['-f', 'lavfi', '-i', black, '-vf', source.filters, ...source.encoder, path]);
    const renderVideo = (compiled: CompiledPlan, output: string): void => {
      const { inputs, graph, outputArguments } = compiled.command;
      ffmpeg([
        ...inputs.flatMap(({ media }) => ['-i', media === 'source' ? path : generatedFile(folder, media)]),
        ...['-filter_complex', serializeGraph(graph, () => fontFile), ...outputArguments, output],
      ]);
    };

    // Each source meets the empty chain and every second of the others, each chain half of the sources.
    const cases = Object.entries(chains)
      .filter((_, chain) => chain === 0 || (chain + place) % 2 === 0)
      .flatMap(([chain, steps], index) => [
        [chain, 'compiled', steps, { plain: false, container: 'mkv' }] as const,
        // Plain graphs end alike, whatever is in them.
        ...(index === 0 ? [[chain, 'plain', steps, { plain: true, container: 'mp4' }] as const] : []),
      ]);
    test.each(cases)('says after %s, %s, what it is, and nothing else', (_chain, _graph, steps, options) => {
      const output = join(folder, `said.${options.container}`);
      renderVideo(compileSteps(facts, steps, options), output);
      const [range, matrix, transfer, primaries] = source.says;
      const said = propertiesOf(output);
      expect(said).toMatchObject({
        pix_fmt: 'yuv420p',
        color_range: expect.stringMatching(range),
        color_space: matrix,
        color_transfer: transfer,
        color_primaries: primaries,
        chroma_location: 'left',
        field_order: 'progressive',
        sample_aspect_ratio: '1:1',
        avg_frame_rate: '25/1',
      });
      // What describes the display that the source was made on is not true of a variant.
      expect(said['side_data_list'] ?? []).toEqual([]);
    });

    test.each([
      ['compiled', false],
      ['plain', true],
    ])('keeps its colours, and black at black, where no step of a %s graph touches them', (_graph, plain) => {
      const output = join(folder, 'colours.mp4');
      const cover = { width: 1, height: 0.5, x: 0, y: 1, colour: '000000', opacity: 1 };
      const steps = [step.lens, { name: 'box', params: cover }];
      renderVideo(compileSteps(facts, steps, { plain }), output);
      const [upper, lower] = [
        meanSamples(output, 'crop=64:32:48:16'),
        meanSamples(output, 'crop=64:32:48:76'),
      ];
      for (const [plane, value] of source.samples.entries())
        expect(Math.abs((upper[plane] ?? 0) - value), `${upper} instead of ${source.samples}`).toBeLessThan(
          2,
        );
      expect(Math.abs((lower[0] ?? 0) - 16), `${lower}`).toBeLessThan(1);
    });
  },
);

/** What ffprobe reads of the picture of a file. */
function propertiesOf(path: string): Readonly<Record<string, unknown>> {
  const words = ['-v', 'error', '-select_streams', 'v', '-show_streams', '-of', 'json', path];
  const { streams } = JSON.parse(execFileSync(ffprobePath, words, { encoding: 'utf8' })) as {
    streams: Record<string, unknown>[];
  };
  return {
    color_range: 'unknown',
    color_space: 'unknown',
    color_transfer: 'unknown',
    color_primaries: 'unknown',
    ...streams[0],
  };
}

/** The means of the three planes of a part of the first frame, as the file stores them. */
function meanSamples(path: string, part: string): readonly number[] {
  const bytes = ffmpeg(['-i', path, '-vf', part, '-frames:v', '1', '-f', 'rawvideo', '-']);
  const luma = (bytes.length * 2) / 3;
  const bounds = [0, luma, luma * 1.25, bytes.length];
  return [0, 1, 2].map(plane => {
    const samples = bytes.subarray(bounds[plane], bounds[plane + 1]);
    return samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  });
}
