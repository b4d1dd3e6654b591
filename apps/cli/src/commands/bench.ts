import type { BenchEvent, BenchmarkOptions, BenchmarkSummary } from '@variegate/benchmark';
import { writeFileAtomically } from '@variegate/runner';
import type { SharedOptions } from '@variegate/variants';
import type { CliCommand, CommandCall } from '../cli-command.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { listedFor } from '../options/listed-options.ts';
import { drawingOptions } from '../read-recipe.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import { benchText } from '../tables/bench-table.ts';
import { benchView } from '../views/bench-view.ts';

/** `variegate bench INPUT`. */
export const bench: CliCommand = {
  options: [
    ...(['benchVariants', ...listedFor('bench')] as const),
    ...(['benchWorkers', 'benchThreads', 'repeat', 'baselines', 'baselineSeconds'] as const),
    ...(['benchOut', 'html', 'benchSave', 'json', 'verbose', 'logFile'] as const),
  ],
  examples: [
    'variegate bench clip.mp4',
    'variegate bench clip.mp4 --workers 1,2,4 --repeat 5 --save',
    'variegate bench clip.mp4 --baselines one-after-another,process-pool --html bench.html',
  ],
  run: runBench,
};

async function runBench({ arguments: [input = ''], options, terminal, log }: CommandCall): Promise<ExitCode> {
  // Loaded here, as no other command needs it.
  const { benchmarkPage, benchmarkProcessingSpeed } = await import('@variegate/benchmark');
  const view = benchView(options.json === true, terminal);
  using interrupts = listenForInterrupts(() => {
    view.say('Interrupted: ending what runs, and removing what was made.');
  });
  const onEvent = (event: BenchEvent) => {
    log.note(event.type === 'machine-busy' ? 'warn' : 'info', event.type, { event });
    view.onEvent(event);
  };
  let summary: BenchmarkSummary;
  try {
    summary = await benchmarkProcessingSpeed({
      ...(await benchmarkOptions(options)),
      ...{ input, onEvent, signal: interrupts.drain },
    });
  } catch (error) {
    if (interrupts.exitCode !== null) return interrupts.exitCode;
    throw error;
  }
  if (typeof options.html === 'string') await writeFileAtomically(options.html, await benchmarkPage(summary));
  if (options.json !== true) terminal.stdout.write(await benchText(summary));
  return exitCodes.ok;
}

/** The options of the call; what is rendered goes to the system's folder for temporary files unless a folder is named. */
async function benchmarkOptions(options: CommandCall['options']): Promise<Omit<BenchmarkOptions, 'input'>> {
  // The library names them and checks them, as it does for every command.
  const { outDir, ...rest } = (await drawingOptions(options)) as SharedOptions &
    Omit<BenchmarkOptions, 'input'>;
  return options.benchOut === undefined || outDir === undefined ? rest : { ...rest, outDir };
}
