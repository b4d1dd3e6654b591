import { access, readdir } from 'node:fs/promises';
import path from 'node:path';
import { type Ffmpeg, findFfmpeg } from '@variegate/runner';
import { ratio } from '../../../packages/benchmark/src/report/figures.ts';
import { quantileOf } from '../../../packages/benchmark/src/spread.ts';
import { toolchainFolder } from '../../provision/workspace.mjs';
import type { Finding, Scenario } from '../scenario.ts';
import { type ClipCosts, costsOf } from './chain-cost.ts';

/** Chains that each version is measured with. */
const mostChains = 12;

/** What chains cost beside their encode on each ffmpeg that `npm run matrix` has put in place, and on the system's. */
export const chainCostByVersion: Scenario = {
  name: 'chain-cost-by-version',
  title: 'What a chain costs on other versions of ffmpeg',
  async run(context) {
    const { ffmpeg, sizing, clips, say, signal } = context;
    const found = [ffmpeg, ...(await versionsInPlace(signal))];
    const versions = found.filter(
      ({ version }, place) => found.findIndex(other => other.version === version) === place,
    );
    const measured: VersionCosts[] = [];
    for (const one of versions) {
      say(`ffmpeg ${one.version}`);
      const chosen = {
        ...context,
        ffmpeg: one,
        sizing: { ...sizing, seeds: Math.min(sizing.seeds, mostChains) },
      };
      for (const clip of clips) measured.push({ version: one.version, ...(await costsOf(clip, chosen)) });
    }
    return findingOf(measured);
  },
};

interface VersionCosts extends ClipCosts {
  readonly version: string;
}

/** Versions that lie in the checkout; none where nobody compared any. */
async function versionsInPlace(signal: AbortSignal): Promise<readonly Ffmpeg[]> {
  const folder = path.join(toolchainFolder, 'ffmpeg');
  const names = await readdir(folder).catch(() => []);
  const found: Ffmpeg[] = [];
  for (const name of names.sort()) {
    const file = path.join(folder, name, 'bin', 'ffmpeg');
    const exists = await access(file).then(
      () => true,
      () => false,
    );
    if (exists) found.push(await findFfmpeg({ path: file, signal }));
  }
  return found;
}

function findingOf(measured: readonly VersionCosts[]): Finding {
  return {
    blocks: [
      {
        kind: 'text',
        text:
          'The same measure with fewer chains, each version with the same ones, one after another. A version beside the ' +
          "system's is there where `npm run matrix` has put it in place.",
      },
      {
        kind: 'table',
        head: [
          ...[
            'clip',
            'ffmpeg',
            'chains',
            'median compiled / re-encode',
            'worst',
            'median plain / compiled',
            'least',
          ],
        ],
        rows: measured.map(({ clip, version, costs }) => {
          const over = costs.map(({ overReencode }) => overReencode);
          const gains = costs.map(({ gain }) => gain);
          return [
            ...[clip, version, `${costs.length}`, ratio(quantileOf(over, 0.5)), ratio(Math.max(...over))],
            ...[ratio(quantileOf(gains, 0.5)), ratio(Math.min(...gains))],
          ];
        }),
      },
    ],
    figures: measured.map(({ clip, version, costs }) => ({
      name: `${clip} on ${version}: median compiled / re-encode`,
      value: quantileOf(
        costs.map(({ overReencode }) => overReencode),
        0.5,
      ),
      ...{ unit: 'x', better: 'less' },
    })),
  };
}
