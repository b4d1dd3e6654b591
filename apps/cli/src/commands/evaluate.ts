import type { EvaluatePredictionsOptions, TruthChoice } from '@variegate/evaluation';
import type { CliCommand, CommandCall } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { exitCodes } from '../exit-codes.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listedFor } from '../options/listed-options.ts';
import { evaluationText } from '../tables/evaluation-table.ts';

/** `variegate evaluate DIR PREDICTIONS.csv`. */
export const evaluate: CliCommand = {
  options: [
    ...(['groundTruth', 'wantedPrecision', 'html', 'missedPictures'] as const),
    ...listedFor('evaluate'),
    ...(['json', 'verbose', 'logFile'] as const),
  ],
  examples: [
    'variegate evaluate variants matches.csv',
    'variegate evaluate variants matches.csv --html evaluation.html',
    'variegate evaluate --ground-truth ground_truth.csv matches.csv --precision 0.8',
  ],
  async run(call) {
    const { options, terminal } = call;
    const { choice, predictions } = whatIsHeldAgainstWhat(call);
    const { evaluatePredictions, writeEvaluationPage } = await import('@variegate/evaluation');
    const { precision, pictured, ffmpegPath } = libraryOptions(options) as {
      readonly precision?: number;
      readonly pictured?: number;
      readonly ffmpegPath?: string;
    };
    const evaluation = await evaluatePredictions({
      ...{ ...choice, predictions },
      ...(precision === undefined ? {} : { precision }),
    } satisfies EvaluatePredictionsOptions);
    if (typeof options.html === 'string') {
      const dir = 'dir' in choice ? choice.dir : undefined;
      await writeEvaluationPage(evaluation, { out: options.html, dir, pictured, ffmpegPath });
    }
    if (options.json === true) {
      terminal.stdout.write(`${JSON.stringify({ type: 'evaluation', ...evaluation })}\n`);
      terminal.stdout.write(`${JSON.stringify({ type: 'summary', evaluations: 1 })}\n`);
    } else {
      terminal.stdout.write(await evaluationText(evaluation));
    }
    return exitCodes.ok;
  },
};

function whatIsHeldAgainstWhat({ arguments: [first = '', second], options }: CommandCall): {
  readonly choice: TruthChoice;
  readonly predictions: string;
} {
  if (typeof options.groundTruth === 'string') {
    if (second !== undefined)
      throw new UsageError('--ground-truth takes the place of the folder: give the predictions alone.');
    return { choice: { groundTruth: options.groundTruth }, predictions: first };
  }
  if (second === undefined)
    throw new UsageError('Give the folder and the predictions, or --ground-truth and the predictions.');
  return { choice: { dir: first }, predictions: second };
}
