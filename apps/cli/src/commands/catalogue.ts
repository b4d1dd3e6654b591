import { layers, strategies, catalogue as transformations } from '@variegate/core-filters';
import { exitCodes } from '../exit-codes.ts';
import { describeParameters, type ParameterDescription } from '../text/describe-parameters.ts';
import type { CliCommand } from './cli-command.ts';

/** `variegate catalogue`. */
export const catalogue: CliCommand = {
  name: 'catalogue',
  summary: 'list transformations and strategies',
  arguments: [],
  options: ['json', 'verbose'],
  examples: ['variegate catalogue', 'variegate catalogue --json'],
  async run({ options, terminal: { stdout } }) {
    const drawn = Object.values(strategies);
    if (options.json === true) {
      for (const { params, ...one } of transformations) {
        const { name, layer, summary, source, onlyByName = null, hashDistance = null } = one;
        const described = { name, layer, summary, source, onlyByName, hashDistance };
        const parameters = describeParameters(params);
        stdout.write(`${JSON.stringify({ type: 'transformation', ...described, parameters })}\n`);
      }
      for (const { name, summary, minSteps, maxSteps } of drawn) {
        stdout.write(`${JSON.stringify({ type: 'strategy', name, summary, minSteps, maxSteps })}\n`);
      }
      const counts = { transformations: transformations.length, strategies: drawn.length };
      stdout.write(`${JSON.stringify({ type: 'summary', ...counts })}\n`);
      return exitCodes.ok;
    }
    for (const layer of layers) {
      stdout.write(`${layer}\n`);
      for (const { name, summary, params, onlyByName } of transformations.filter(
        one => one.layer === layer,
      )) {
        const unlessNamed = onlyByName === undefined ? '' : ` Not drawn unless it is named: ${onlyByName}.`;
        stdout.write(`  ${name}: ${summary}${unlessNamed}\n`);
        for (const parameter of describeParameters(params)) stdout.write(`    ${lineFor(parameter)}\n`);
      }
    }
    stdout.write('strategies\n');
    for (const { name, summary } of drawn) stdout.write(`  ${name}: ${summary}\n`);
    return exitCodes.ok;
  },
};

function lineFor({ name, description, allowed }: ParameterDescription): string {
  return `${name}: ${allowed}${description === null ? '' : `; ${description}`}`;
}
