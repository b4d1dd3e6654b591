import type { CliCommand, CommandEntry, LoadedCommand } from '../cli-command.ts';
import { shells } from '../completion/shells.ts';

/*
 * What each command needs is loaded when it is called: the whole is a thousand files, and help lists names.
 */

const finishedFolder = 'the output folder of "variegate variants" or "variegate batch"';
const recipeActions = ['check', 'list'];

/** Every command, in the order in which help lists them. */
export const commandEntries: readonly CommandEntry[] = [
  {
    name: 'variants',
    summary: 'make variants of one video',
    arguments: [{ syntax: '<input>', description: 'the video' }],
    load: async () => (await import('./variants.ts')).variants,
  },
  {
    name: 'batch',
    summary: 'make variants of many videos, in one pool',
    arguments: [
      { syntax: '<inputs...>', description: 'files, folders, globs, and @list.txt with a path on each line' },
    ],
    load: async () => (await import('./batch.ts')).batch,
  },
  {
    name: 'plan',
    summary: 'show the plans of a video, and render nothing',
    arguments: [{ syntax: '<input>', description: 'the video' }],
    load: async () => (await import('./plan.ts')).plan,
  },
  {
    name: 'render',
    summary: 'render a saved plan again, on its source or on another video',
    arguments: [
      {
        syntax: '<plan.json>',
        description: 'a file that "plan --save" has written, a record, or a bare plan',
      },
    ],
    load: async () => (await import('./render.ts')).render,
  },
  {
    name: 'apply',
    summary: 'apply some steps to one video, and write nothing else',
    arguments: [
      { syntax: '<input>', description: 'the video' },
      { syntax: '<output>', description: 'the file to make; its extension names the container' },
    ],
    load: async () => (await import('./apply.ts')).apply,
  },
  {
    name: 'probe',
    summary: 'show the properties of a video',
    arguments: [{ syntax: '<input>', description: 'the video' }],
    load: async () => (await import('./probe.ts')).probe,
  },
  {
    name: 'measure',
    summary: 'measure how far a variant is from its source, and its picture quality',
    arguments: [
      { syntax: '<source>', description: 'the source' },
      {
        syntax: '<variant>',
        description:
          'the variant; beside its record frames are paired by their segment map, else side by side',
      },
    ],
    load: async () => (await import('./measure.ts')).measure,
  },
  {
    name: 'catalogue',
    summary: 'list transformations and strategies',
    arguments: [],
    load: async () => (await import('./catalogue.ts')).catalogue,
  },
  {
    name: 'recipe',
    summary: 'check a recipe, explain it and show five draws, or list the shipped ones',
    arguments: [
      { syntax: '<action>', description: recipeActions.join(', '), choices: recipeActions },
      { syntax: '[recipe]', description: 'a JSON file, a module, or the name of a shipped recipe' },
    ],
    load: async () => (await import('./recipe.ts')).recipe,
  },
  {
    name: 'workers',
    summary: 'show how many encodes to run in parallel on this machine, and why',
    arguments: [],
    load: async () => (await import('./workers.ts')).workers,
  },
  {
    name: 'bench',
    summary: 'measure how many encodes to run in parallel on this machine, on a video of yours',
    arguments: [{ syntax: '<input>', description: 'the video' }],
    load: async () => (await import('./bench.ts')).bench,
  },
  {
    name: 'report',
    summary: 'write one self-contained HTML page about a finished output folder',
    arguments: [{ syntax: '<dir>', description: finishedFolder }],
    load: async () => (await import('./report.ts')).report,
  },
  {
    name: 'export',
    summary: 'write a finished output folder in formats that other tools read',
    arguments: [{ syntax: '<dir>', description: finishedFolder }],
    load: async () => (await import('./export.ts')).exportCommand,
  },
  {
    name: 'match',
    summary:
      'look for the variants of a finished output folder in its references, with built-in detectors or your own',
    arguments: [{ syntax: '<dir>', description: finishedFolder }],
    load: async () => (await import('./match.ts')).match,
  },
  {
    name: 'evaluate',
    summary: "score a detector's predictions, and say which transformations break it",
    arguments: [
      { syntax: '<dir>', description: `${finishedFolder}; left out with --ground-truth` },
      {
        syntax: '[predictions.csv]',
        description: "matches or pairs in VSC2022's columns, with the set's own ids or those of an export",
      },
    ],
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  {
    name: 'serve',
    summary: 'run the service that makes batches sent over HTTP',
    arguments: [],
    load: async () => (await import('./serve.ts')).serve,
  },
  {
    name: 'send',
    summary: 'ask the service for a batch',
    arguments: [{ syntax: '[file]', description: 'JSON file with the request, or - for standard input' }],
    load: async () => (await import('./send.ts')).send,
  },
  {
    name: 'runs',
    summary: 'list the batches of the service and their state',
    arguments: [{ syntax: '[id]', description: 'one batch; without it all of them, newest first' }],
    load: async () => (await import('./runs.ts')).runs,
  },
  {
    name: 'doctor',
    summary: 'check what works here, what is missing, and how to get it',
    arguments: [],
    load: async () => (await import('./doctor.ts')).doctor,
  },
  {
    name: 'completion',
    summary: 'print the script by which a shell completes this command',
    arguments: [{ syntax: '<shell>', description: shells.join(', '), choices: shells }],
    load: async () => (await import('./completion.ts')).completion,
  },
];

/** A command with what it takes and does. */
export async function loadCommand(entry: CommandEntry): Promise<LoadedCommand> {
  const command: CliCommand = await entry.load();
  return { ...entry, ...command };
}

/** Every command with what it takes and does. */
export async function loadCommands(): Promise<readonly LoadedCommand[]> {
  return Promise.all(commandEntries.map(loadCommand));
}
