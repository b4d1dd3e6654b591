import type { WriteReportOptions } from '@variegate/variants';
import type { CliCommand } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listedFor } from '../options/listed-options.ts';
import { formatBytes, printable } from '../text/format.ts';

/** `variegate report DIR`. */
export const report: CliCommand = {
  options: ['reportFile', 'pictured', ...listedFor('report'), 'json', 'verbose', 'logFile'],
  examples: ['variegate report variants', 'variegate report variants -o robustness.html --pictures 100'],
  async run({ arguments: [dir = ''], options, terminal: { stdout } }) {
    const { outDir: _, ...given } = libraryOptions(options);
    const { writeReport } = await import('@variegate/variants');
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
