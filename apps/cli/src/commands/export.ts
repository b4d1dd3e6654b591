import type { ExportDatasetOptions } from '@variegate/evaluation';
import type { CliCommand } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { printable } from '../text/format.ts';

/** `variegate export DIR`. */
export const exportCommand: CliCommand = {
  options: ['exportFormats', 'exportFolder', 'exportMedia', 'replaceOutput', 'json', 'verbose', 'logFile'],
  examples: [
    'variegate export variants --format vsc2022',
    'variegate export variants --format huggingface,webdataset -o exports --files copy',
  ],
  async run({ arguments: [dir = ''], options, terminal: { stdout, stderr } }) {
    if (options.exportFormats === undefined) throw new UsageError('--format must name one or more formats.');
    const { exportDataset } = await import('@variegate/evaluation');
    using interrupts = listenForInterrupts(() => {
      stderr.write('Interrupted: removing the export that is not whole.\n');
    });
    const { outDir: _, ...given } = libraryOptions(options);
    try {
      const exported = await exportDataset({
        ...(given as Omit<ExportDatasetOptions, 'dir'>),
        ...{ dir, signal: interrupts.drain },
      });
      if (options.json === true) {
        for (const one of exported) stdout.write(`${JSON.stringify({ type: 'export', ...one })}\n`);
        stdout.write(`${JSON.stringify({ type: 'summary', exports: exported.length })}\n`);
      } else {
        for (const { path, files, variants, references } of exported)
          stdout.write(
            `${printable(path)}: ${variants} variants of ${references} references, ${files} files\n`,
          );
      }
      return exitCodes.ok;
    } catch (error) {
      if (interrupts.exitCode !== null) return interrupts.exitCode;
      throw error;
    }
  },
};
