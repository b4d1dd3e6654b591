import { type WriteReportOptions, writeReport } from '@variegate/variants';
import { exitCodes } from '../exit-codes.ts';
import { libraryOptions } from '../options/library-options.ts';
import { formatBytes, printable } from '../text/format.ts';
import type { CliCommand } from './cli-command.ts';

/** `variegate report DIR`. */
export const report: CliCommand = {
  name: 'report',
  summary: 'write one self-contained HTML page about a finished output folder',
  arguments: [
    { syntax: '<dir>', description: 'the output folder of "variegate variants" or "variegate batch"' },
  ],
  options: ['reportFile', 'pictured', 'ffmpeg', 'json', 'verbose'],
  examples: ['variegate report variants', 'variegate report variants -o robustness.html --pictures 100'],
  async run({ arguments: [dir = ''], options, terminal: { stdout } }) {
    const { outDir: _, ...given } = libraryOptions(options);
    const written = await writeReport({ ...(given as Omit<WriteReportOptions, 'dir'>), dir });
    if (options.json === true) {
      stdout.write(`${JSON.stringify({ type: 'report', ...written })}\n`);
      stdout.write(`${JSON.stringify({ type: 'summary', reports: 1 })}\n`);
      return exitCodes.ok;
    }
    const left = written.omitted === 0 ? '' : `, ${written.omitted} more only counted`;
    stdout.write(
      `${printable(written.path)}: ${formatBytes(written.bytes)}; ${written.listed} variants, ` +
        `${written.pictured} with frames${left}\n`,
    );
    return exitCodes.ok;
  },
};
