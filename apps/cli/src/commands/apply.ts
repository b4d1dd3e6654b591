import type { TransformedVideo, TransformProgress, TransformVideoOptions } from '@variegate/variants';
import type { CliCommand, CommandCall } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { catalogueOf } from '../import-module.ts';
import { noteError } from '../log/command-log.ts';
import { libraryOptions } from '../options/library-options.ts';
import { listedFor } from '../options/listed-options.ts';
import { parseStepText } from '../parse-step-text.ts';
import { reportError } from '../report-error.ts';
import { listenForInterrupts } from '../signals/interrupts.ts';
import type { Terminal } from '../terminal.ts';
import { formatBytes, formatSeconds, jsonText, printable } from '../text/format.ts';
import { progressText } from '../views/sentences.ts';

/** `variegate apply INPUT OUTPUT`. */
export const apply: CliCommand = {
  options: [
    'step',
    'importModule',
    ...listedFor('apply'),
    'replaceOutput',
    'json',
    'quiet',
    'verbose',
    'logFile',
  ],
  examples: [
    "variegate apply clip.mp4 tilted.mp4 --step 'rotate degrees=5 colour=000000'",
    "variegate apply clip.mp4 small.webm --step 'blur sigma=1.5' --step horizontal_flip --force",
  ],
  run: runApply,
};

async function runApply({
  arguments: [input = '', output = ''],
  options,
  terminal,
  log,
}: CommandCall): Promise<ExitCode> {
  const catalogue = await catalogueOf(options);
  const texts = Array.isArray(options.step) ? options.step.map(String) : [];
  if (texts.length === 0) throw new UsageError('There is nothing to apply: name a step with --step.');
  const steps = texts.map(text => parseStepText(text, catalogue));

  const view = applyView(options, terminal);
  using interrupts = listenForInterrupts(() => view.say('Interrupted: ending the render.'));
  try {
    const { transformVideo } = await import('@variegate/variants');
    // One file is made or not: there is nothing to finish first.
    const hooks = { signal: interrupts.drain, onProgress: view.onProgress };
    const made = await transformVideo(input, output, steps, { ...given(options), catalogue, ...hooks });
    log.note('info', describe(made).trimEnd(), { made });
    view.done(made);
    return exitCodes.ok;
  } catch (error) {
    if (interrupts.exitCode !== null) return interrupts.exitCode;
    noteError(log, error);
    const exitCode = reportError(error, terminal, options.verbose === true);
    if (exitCode !== exitCodes.notStarted || !hasRun(error)) return exitCode;
    view.failed(error);
    return exitCodes.someFailed;
  } finally {
    view.close();
  }
}

function given(options: CommandCall['options']): TransformVideoOptions {
  const { outDir: _, ...rest } = libraryOptions(options) as unknown as TransformVideoOptions & {
    readonly outDir?: string;
  };
  return rest;
}

/** Whether ffmpeg was started: its errors say with which arguments. */
function hasRun(error: unknown): error is Error & { readonly code: string } {
  const { code, argv } = error as { readonly code?: unknown; readonly argv?: unknown };
  return code === 'INSPECT_VERIFICATION_FAILED' || argv !== undefined;
}

interface ApplyView {
  readonly onProgress: (progress: TransformProgress) => void;
  say(sentence: string): void;
  done(made: TransformedVideo): void;
  failed(error: Error & { readonly code: string }): void;
  close(): void;
}

function applyView({ json, quiet }: CommandCall['options'], { stdout, stderr }: Terminal): ApplyView {
  const line = (value: object) => void stdout.write(`${JSON.stringify(value)}\n`);
  const inPlace = json !== true && quiet !== true && stderr.isTTY;
  let isShown = false;
  const clear = () => {
    if (isShown) stderr.write('\r\u001b[K');
    isShown = false;
  };
  return {
    onProgress(progress) {
      if (json === true) line({ type: 'progress', ...progress });
      if (!inPlace) return;
      stderr.write(`\r\u001b[K${progressText(progress)}`);
      isShown = true;
    },
    say(sentence) {
      clear();
      stderr.write(`${sentence}\n`);
    },
    done(made) {
      clear();
      if (json === true) line({ type: 'summary', status: 'succeeded', ...made, error: null });
      else if (quiet !== true) stdout.write(describe(made));
    },
    failed({ code, message }) {
      clear();
      if (json === true) line({ type: 'summary', status: 'failed', error: { code, message } });
    },
    close: clear,
  };
}

function describe({ path, bytes, media, plan, substitution }: TransformedVideo): string {
  const { durationSeconds, width, height, frameCount } = media;
  const lines = [
    `${printable(path)}: ${formatBytes(bytes)}, ${formatSeconds(durationSeconds)}, ${width}x${height}, ${frameCount} frames`,
    ...plan.steps.map(({ name, params }, index) => `  ${index + 1}. ${name} ${jsonText(params)}`),
    ...plan.rejected.map(({ name, reason }) => `  not ${name}: ${reason}`),
    ...(substitution === null
      ? []
      : [
          `  ${substitution.wanted} cannot be used, because ${printable(substitution.reason)}; ${substitution.used} is used instead`,
        ]),
  ];
  return `${lines.join('\n')}\n`;
}
