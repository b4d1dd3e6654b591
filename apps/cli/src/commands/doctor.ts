import type { CliCommand } from '../cli-command.ts';
import { examine } from '../doctor/examine.ts';
import type { Finding } from '../doctor/finding.ts';
import { exitCodes } from '../exit-codes.ts';
import { listedFor } from '../options/listed-options.ts';
import { styled, type TextStyle } from '../terminal.ts';
import { printable } from '../text/format.ts';

const styles: Readonly<Record<Finding['status'], TextStyle>> = {
  works: 'green',
  limited: 'yellow',
  missing: 'red',
};

/** `variegate doctor`. */
export const doctor: CliCommand = {
  options: [...listedFor('doctor'), 'json', 'verbose'],
  examples: ['variegate doctor', 'variegate doctor --ffmpeg /opt/ffmpeg/bin/ffmpeg'],
  async run({ options, terminal: { stdout } }) {
    const findings = await examine({
      ffmpegPath: typeof options.ffmpegPath === 'string' ? options.ffmpegPath : null,
      folder: typeof options.outDir === 'string' ? options.outDir : '.',
    });
    const missing = findings.filter(({ status }) => status === 'missing').length;
    const limited = findings.filter(({ status }) => status === 'limited').length;
    for (const finding of findings) {
      if (options.json === true) {
        stdout.write(`${JSON.stringify({ type: 'finding', ...finding })}\n`);
        continue;
      }
      const mark = styled(styles[finding.status], finding.status.padEnd(8), stdout);
      stdout.write(`${mark} ${finding.subject}: ${printable(finding.detail)}\n`);
      if (finding.advice !== null) stdout.write(`${' '.repeat(9)}${finding.advice}\n`);
    }
    if (options.json === true) {
      const works = findings.length - missing - limited;
      stdout.write(`${JSON.stringify({ type: 'summary', works, limited, missing })}\n`);
    }
    return missing > 0 ? exitCodes.notStarted : exitCodes.ok;
  },
};
