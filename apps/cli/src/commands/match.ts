import type { MatchDatasetOptions } from '@variegate/evaluation';
import type { CliCommand } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listedFor } from '../options/listed-options.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { splitWords } from '../split-words.ts';
import { printable } from '../text/format.ts';

/** `variegate match DIR`. */
export const match: CliCommand = {
  options: [
    ...(['detectors', 'detectorCommand', 'matchesFile'] as const),
    ...listedFor('match'),
    ...(['json', 'verbose', 'logFile'] as const),
  ],
  examples: [
    'variegate match variants',
    'variegate match variants --detector vpdq -o vpdq.csv',
    'variegate match variants --command "python3 detector.py --threshold 0.5" -o mine.csv',
  ],
  async run({ arguments: [dir = ''], options, terminal: { stdout, stderr } }) {
    const { matchDataset } = await import('@variegate/evaluation');
    const { matchView } = await import('../views/match-view.ts');
    const view = matchView(options.json === true, { stdout, stderr });
    const { outDir: _, ...given } = libraryOptions(options);
    const command =
      typeof options.detectorCommand === 'string' ? { command: splitWords(options.detectorCommand) } : {};
    using interrupts = listenForInterrupts(() => {
      stderr.write('Interrupted: nothing is written.\n');
    });
    try {
      const written = await matchDataset({
        ...(given as Omit<MatchDatasetOptions, 'dir'>),
        ...{ ...command, dir, signal: interrupts.drain },
        onFingerprint: (done, all) => view.onFingerprint(done, all),
      });
      view.end();
      if (options.json === true) {
        stdout.write(`${JSON.stringify({ type: 'matches', ...written })}\n`);
        stdout.write(`${JSON.stringify({ type: 'summary', rows: written.rows })}\n`);
        return exitCodes.ok;
      }
      for (const sentence of written.unavailable) stderr.write(`${sentence}\n`);
      const { fingerprintSeconds, decoded, matchSeconds } = written;
      const fingerprints =
        fingerprintSeconds === null
          ? ''
          : `fingerprints in ${fingerprintSeconds.toFixed(1)} s (${decoded} decoded), `;
      stdout.write(
        `${printable(written.path)}: ${written.rows} rows, ${written.pairs} pairs of ${written.queries} queries and ` +
          `${written.references} references; ${fingerprints}matched in ${matchSeconds.toFixed(1)} s\n`,
      );
      return exitCodes.ok;
    } catch (error) {
      view.end();
      if (interrupts.exitCode !== null) return interrupts.exitCode;
      throw error;
    }
  },
};
