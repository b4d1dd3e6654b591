import { cp, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { processorTime } from '../../../packages/variants/src/machine/processor-time.ts';
import { scriptOf } from '../../check/tool.ts';
import { runQuietly } from '../../provision/run-quietly.mjs';
import { rootFolder } from '../../provision/workspace.mjs';
import type { Scenario } from '../scenario.ts';

/** What the command costs before it does anything, as it is published. */
export const startUp: Scenario = {
  name: 'start-up',
  title: 'Starting the command',
  async run({ clips: [clip], folder, sizing, say }) {
    if (clip === undefined) throw new RangeError('There is no clip.');
    const bundle = await bundleCommand(path.join(folder, 'command'));
    const uses = [
      { name: 'node -e 0', args: ['-e', '0'] },
      { name: 'variegate --version', args: [bundle.script, '--version'] },
      { name: 'variegate --help', args: [bundle.script, '--help'] },
      {
        name: 'variegate plan, of a source seen before',
        args: [bundle.script, 'plan', clip.path, '-n', '1'],
      },
    ];
    // The first calls fill caches: of the system, and of what is known of ffmpeg and of the source.
    for (const { args } of uses) await start(args);
    const seconds = uses.map(() => 0);
    for (let round = 0; round < rounds(sizing.repeat); round += 1) {
      for (const [index, { args }] of uses.entries()) {
        const before = (await processorTime()).children ?? Number.NaN;
        await start(args);
        seconds[index] = (seconds[index] ?? 0) + ((await processorTime()).children ?? Number.NaN) - before;
      }
    }
    const [bare = Number.NaN, ...others] = seconds;
    const ratios = others.map(one => one / bare);
    say(`start-up: ${ratios.map(ratio => ratio.toFixed(1)).join(', ')} times a bare Node`);
    const count = rounds(sizing.repeat);
    return {
      blocks: [
        {
          kind: 'table',
          head: [`processor time, mean of ${count} calls in turns`, 'ms', '/ bare Node'],
          rows: uses.map(({ name }, index) => {
            const own = seconds[index] ?? Number.NaN;
            return [name, ((1000 * own) / count).toFixed(0), (own / bare).toFixed(1)];
          }),
        },
        {
          kind: 'text',
          text: `The published command is ${bundle.files} files of ${(bundle.bytes / 1e6).toFixed(1)} MB, and fonts. Aimed at: 5, 8 and 15 times.`,
        },
      ],
      figures: [
        ...ratios.map((value, index) => ({
          name: `${uses[index + 1]?.name} / bare Node`,
          ...({ value, unit: '', better: 'less' } as const),
        })),
        { name: 'size of the published command', value: bundle.bytes / 1e6, unit: 'MB', better: 'less' },
      ],
    };
  },
};

/** A call takes few of the 10 ms in which the system counts processor time. */
const rounds = (repeat: number) => 7 * repeat;

async function start(args: readonly string[]): Promise<void> {
  const { exitCode, output } = await runQuietly(process.execPath, args);
  if (exitCode !== 0) throw new Error(`node ${args.join(' ')} ended with ${exitCode}: ${output}`);
}

/** Bundles the command as it is published, into a folder. */
async function bundleCommand(folder: string) {
  const cli = path.join(rootFolder, 'apps', 'cli');
  const dist = path.join(folder, 'dist');
  await mkdir(folder);
  await cp(path.join(cli, 'package.json'), path.join(folder, 'package.json'));
  const rolldown = scriptOf({ package: 'rolldown', workspace: 'apps/cli' });
  const { exitCode, output } = await runQuietly(
    process.execPath,
    [rolldown, '--config', 'rolldown.config.ts', '--dir', dist],
    { cwd: cli },
  );
  if (exitCode !== 0) throw new Error(`The command cannot be bundled: ${output}`);
  const files = (await readdir(dist, { recursive: true, withFileTypes: true })).filter(entry =>
    entry.isFile(),
  );
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  );
  return {
    script: path.join(dist, 'bin.js'),
    files: files.length,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
  };
}
