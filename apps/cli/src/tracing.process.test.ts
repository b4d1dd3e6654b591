import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { clipOf } from './testing/clip.ts';
import { parseLines, runCommand } from './testing/command.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const collector = new URL('./testing/collect-spans.ts', import.meta.url).href;
const quick = ['--preset', 'ultrafast', '--only', 'brightness', '--measure', 'off'];

interface SeenSpan {
  readonly name: string;
  readonly id: string;
  readonly parent: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code: number };
}

/** The spans of a run of the command, under a provider that the user has registered. */
async function spansOf(folder: string, args: readonly string[]) {
  const file = path.join(folder, 'spans.json');
  const env = { NODE_OPTIONS: `--import ${collector}`, SPANS_FILE: file };
  const { exitCode, stdout } = await runCommand([...args, '--json'], { env });
  const spans = JSON.parse(await readFile(file, 'utf8')) as readonly SeenSpan[];
  const named = (name: string) => spans.filter(span => span.name === `variegate.${name}`);
  const around = ({ parent }: SeenSpan): readonly string[] => {
    const outer = spans.find(({ id }) => id === parent);
    return outer === undefined ? [] : [outer.name, ...around(outer)];
  };
  const ends = parseLines(stdout).filter(({ type }) => type === 'variant-succeeded');
  return { exitCode, spans, named, around, ends };
}

test.each([[[]], [['--durable']]])(
  'Where a provider is registered, a batch %j is spans of its parts, with memory and what was decided.',
  async durable => {
    await using folder = await temporaryFolder();
    const out = path.join(folder.path, 'out');
    const batch = [
      'batch',
      await clipOf(4),
      '-n',
      '3',
      '--max-workers',
      '1',
      ...quick,
      '-o',
      out,
      ...durable,
    ];
    const { exitCode, named, around, ends } = await spansOf(folder.path, batch);
    expect(exitCode).toBe(0);

    expect(named('batch')).toMatchObject([
      {
        parent: null,
        status: { code: 0 },
        attributes: {
          'variegate.durable': durable.length > 0,
          'variegate.requested': 3,
          'variegate.succeeded': 3,
          'variegate.memory.peak_bytes': expect.any(Number),
        },
      },
    ]);
    // A durable batch has a look at its inputs before it begins.
    expect(named('plan').at(-1)).toMatchObject({
      attributes: { 'variegate.plan.variants': 3, 'variegate.outcome': 'planned' },
    });
    for (const [name, parent, attributes] of [
      [
        'variant',
        'variegate.batch',
        { 'variegate.outcome': 'succeeded', 'variegate.variant.id': expect.stringMatching(/^[0-9a-f]{64}$/) },
      ],
      [
        'admission',
        'variegate.variant',
        {
          'variegate.admission.decision': 'started',
          'variegate.memory.estimate_bytes': expect.any(Number),
          'variegate.memory.reserved_bytes': expect.any(Number),
          'variegate.memory.budget_bytes': expect.any(Number),
        },
      ],
      ['render', 'variegate.variant', { 'variegate.cpu_seconds': expect.any(Number) }],
      ['verify', 'variegate.variant', { 'variegate.frames': 100 }],
      ['publish', 'variegate.variant', {}],
    ] as const) {
      const spans = named(name);
      expect(spans, name).toHaveLength(3);
      for (const span of spans) {
        expect(span.attributes, name).toMatchObject(attributes);
        expect(around(span), name).toContain(parent);
      }
    }
    // What is not known, as an ffmpeg that was too quick to be measured has it, is not said.
    for (const { output, peakMemoryBytes, bytes } of ends) {
      for (const name of ['variant', 'render']) {
        const { attributes } = named(name).find(span => span.attributes['variegate.output'] === output) ?? {};
        expect(attributes?.['variegate.memory.peak_bytes'] ?? null, name).toBe(peakMemoryBytes);
        expect(attributes?.['variegate.bytes'], name).toBe(bytes);
      }
    }
    expect(ends).toHaveLength(3);
    // One renders at a time: the others were kept waiting by it.
    const reasons = named('admission').map(({ attributes }) => attributes['variegate.admission.waited_for']);
    expect(reasons.filter(reason => reason === 'slots-full').length).toBeGreaterThanOrEqual(1);
  },
);

test('A span of what failed has the code of the error, and an input that is refused is one.', async () => {
  await using folder = await temporaryFolder();
  const broken = path.join(folder.path, 'broken.mp4');
  await writeFile(broken, 'no video');
  const out = path.join(folder.path, 'out');
  const args = ['batch', await clipOf(1), broken, '-n', '1', ...quick, '-o', out, '--timeout', '0.001'];
  const { exitCode, named } = await spansOf(folder.path, args);
  expect(exitCode).toBe(1);
  const failed = { status: { code: 2 } };
  expect(named('plan').find(({ status }) => status.code === 2)?.attributes).toMatchObject({
    'error.type': expect.stringMatching(/^(INSPECT_MEDIA|RUNNER_INPUT)_UNUSABLE$/),
  });
  const renders = named('render');
  expect(renders.length).toBeGreaterThan(0);
  for (const render of renders) {
    expect(render).toMatchObject({ ...failed, attributes: { 'error.type': 'RUNNER_TIMED_OUT' } });
  }
  const variants = named('variant');
  for (const variant of variants) {
    expect(variant).toMatchObject({ ...failed, attributes: { 'error.type': 'RUNNER_TIMED_OUT' } });
  }
  const decisions = variants.map(({ attributes }) => attributes['variegate.decision.next']);
  expect(decisions.at(-1)).toBe('give-up');
  expect(named('publish')).toEqual([]);
});

test('An error that ends a batch is in its span.', async () => {
  await using folder = await temporaryFolder();
  const { exitCode, named } = await spansOf(folder.path, ['variants', path.join(folder.path, 'none.mp4')]);
  expect(exitCode).toBe(2);
  expect(named('batch')).toMatchObject([
    { status: { code: 2 }, attributes: { 'error.type': 'VARIANTS_INPUTS_UNUSABLE' } },
  ]);
});
