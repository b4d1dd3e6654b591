import {
  describeParameters,
  layers,
  type ParameterSummary,
  single,
  strategies,
} from '@variegate/core-filters';
import type { CliCommand } from '../cli-command.ts';
import { exitCodes } from '../exit-codes.ts';
import { catalogueOf } from '../import-module.ts';

/** `variegate catalogue`. */
export const catalogue: CliCommand = {
  options: ['importModule', 'json', 'verbose'],
  examples: ['variegate catalogue', 'variegate catalogue --json'],
  async run({ options, terminal: { stdout } }) {
    const { transformations } = await catalogueOf(options);
    const drawn = [...Object.values(strategies), single];
    if (options.json === true) {
      for (const { params, ...one } of transformations) {
        const { name, layer, summary, source, onlyByName = null, hashDistance = null, module = null } = one;
        const described = { name, layer, summary, source, onlyByName, hashDistance, module };
        const parameters = describeParameters(params).map(({ type: _, ...parameter }) => parameter);
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

function lineFor({ name, description, allowed }: ParameterSummary): string {
  return `${name}: ${allowed}${description === null ? '' : `; ${description}`}`;
}
