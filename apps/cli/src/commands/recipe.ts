import {
  type Catalogue,
  canonicalDigest,
  type Plan,
  type PlanTemplate,
  parseRecipe,
  type Recipe,
  recipeChain,
  shippedRecipes,
} from '@variegate/core-filters';
import { didYouMean } from '@variegate/ground';
import { resolveOptions } from '@variegate/variants/internal';
import type { CliCommand, CommandCall } from '../cli-command.ts';
import { UsageError } from '../errors.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { catalogueOf } from '../import-module.ts';
import { libraryOptions } from '../options/library-options.ts';
import { isTemplate, readRecipe } from '../read-recipe.ts';
import { jsonText, printable } from '../text/format.ts';
import { recipeWords } from '../text/recipe-words.ts';
import { exampleFacts } from './example-facts.ts';

/** Draws that `check` shows. */
const draws = 5;

/** `variegate recipe check FILE` and `variegate recipe list`. */
export const recipe: CliCommand = {
  options: ['seed', 'level', 'importModule', 'json', 'verbose'],
  examples: [
    'variegate recipe check mine.json',
    'variegate recipe check trecvid --seed 7',
    'variegate recipe list',
  ],
  async run(call) {
    const [action, name] = call.arguments;
    if (action === 'list' && name === undefined) return listShipped(call);
    if (action !== 'check')
      throw new UsageError(
        `There is no "variegate recipe ${call.arguments.join(' ')}": it is "check FILE" or "list"${didYouMean(action, ['check', 'list']) || '.'}`,
      );
    if (name === undefined)
      throw new UsageError('Name a recipe to check: a file, or one of "variegate recipe list".');
    return check(name, call);
  },
};

function listShipped({ options, terminal: { stdout } }: CommandCall): ExitCode {
  for (const { name, description = '', source = null, count = null } of shippedRecipes.values()) {
    const line = { type: 'recipe', name, description, source, count };
    stdout.write(
      options.json === true ? `${JSON.stringify(line)}\n` : `${name}: ${description}\n  ${source}\n`,
    );
  }
  if (options.json === true)
    stdout.write(`${JSON.stringify({ type: 'summary', recipes: shippedRecipes.size })}\n`);
  return exitCodes.ok;
}

async function check(name: string, { options, terminal: { stdout } }: CommandCall): Promise<ExitCode> {
  const catalogue = await catalogueOf(options);
  const given = await readRecipe(name);
  const recipe = isTemplate(given) ? null : parseRecipe(given, catalogue);
  const template = isTemplate(given) ? given : recipeChain(given as Recipe, catalogue);
  const plans = drawPlans(template, options, catalogue);
  if (options.json === true) {
    const words = recipe === null ? null : { ...recipe, digest: template.recipe?.digest };
    stdout.write(`${JSON.stringify({ type: 'recipe', ...words })}\n`);
    for (const plan of plans) stdout.write(`${JSON.stringify({ type: 'draw', ...plan })}\n`);
    stdout.write(`${JSON.stringify({ type: 'summary', draws })}\n`);
    return exitCodes.ok;
  }
  if (recipe !== null) stdout.write(`${recipeWords(recipe).map(printable).join('\n')}\n\n`);
  const { width, height } = exampleFacts.video;
  stdout.write(
    `${draws} draws of a clip of ${exampleFacts.durationSeconds} s, ${width}x${height}, with stereo audio:\n`,
  );
  for (const plan of plans) stdout.write(`${describe(plan).join('\n')}\n`);
  return exitCodes.ok;
}

function drawPlans(
  template: PlanTemplate,
  options: CommandCall['options'],
  catalogue: Catalogue,
): readonly Plan[] {
  const resolved = resolveOptions({ ...libraryOptions(options), chain: template, catalogue });
  const { seed } = resolved.drawing;
  const [one, ...others] = resolved.series;
  if (one === undefined || others.length > 0) throw new UsageError('A recipe is checked at one --level.');
  const { level } = one;
  const sourceSha256 = canonicalDigest('example');
  return Array.from({ length: draws }, (_, at) =>
    template.draw({ level, seed, index: at + 1, sourceSha256, facts: exampleFacts }),
  );
}

function describe({ index, steps, rejected }: Plan): readonly string[] {
  return [
    `draw ${index}: ${steps.length} steps`,
    ...steps.map(({ name, params }, at) => `  ${at + 1}. ${name} ${jsonText(params)}`),
    ...rejected.map(({ name, reason }) => `  not ${name}: ${reason}`),
  ];
}
