import type { CliOption } from './cli-option.ts';
import { reading } from './parse-values.ts';

/** Options of commands that are not options of a run. */
export const ownOptions = {
  reportFile: {
    flags: '-o, --out <FILE>',
    group: 'Output',
    description: 'page to write, ending in .html',
    default: 'report.html in the folder',
    library: 'out',
  },
  pictured: {
    flags: '--pictures <N>',
    group: 'Output',
    description: 'show frames of the first N variants, 0 to 500; each adds about 100 kB',
    default: '48',
    library: 'pictured',
    parse: reading('number'),
  },
  exportFormats: {
    flags: '--format <NAME,...>',
    group: 'Output',
    description: 'formats to write: vsc2022, disc21, huggingface, webdataset, csv, jsonl',
    library: 'formats',
    choices: ['vsc2022', 'disc21', 'huggingface', 'webdataset', 'csv', 'jsonl'],
    parse: reading('names'),
  },
  exportFolder: {
    flags: '-o, --out <DIR>',
    group: 'Output',
    description: 'folder for a folder of each format; created if missing',
    default: 'export in the folder',
    library: 'out',
    completes: 'folder',
  },
  exportMedia: {
    flags: '--files <HOW>',
    group: 'Output',
    description:
      'how media come into the export: link (hard links, copies where there are none), copy, or none',
    default: 'link',
    library: 'files',
    choices: ['link', 'copy', 'none'],
  },
  detectors: {
    flags: '--detector <NAME,...>',
    group: 'Running',
    description: 'built-in detectors to use: vpdq (PDQ of sampled frames), chromaprint (audio)',
    default: 'all of them',
    library: 'detectors',
    choices: ['vpdq', 'chromaprint'],
    parse: reading('names'),
  },
  detectorCommand: {
    flags: '--command <CMD>',
    group: 'Running',
    description:
      'detector of your own in their place: a program and its arguments, started without a shell, with a list of videos and the file to write behind them',
    default: 'none',
  },
  matchesFile: {
    flags: '-o, --out <FILE>',
    group: 'Output',
    description: 'CSV to write',
    default: 'matches.csv in the folder',
    library: 'out',
    completes: 'file',
  },
  groundTruth: {
    flags: '--ground-truth <FILE>',
    group: 'Running',
    description: "CSV of what is to be found, in VSC2022's or DISC21's columns, in the place of a folder",
    completes: 'file',
  },
  wantedPrecision: {
    flags: '--precision <X>',
    group: 'Running',
    description: 'precision that decides from which score on a prediction counts, above 0 up to 1',
    default: '0.9',
    library: 'precision',
    parse: reading('number'),
  },
  missedPictures: {
    flags: '--pictures <N>',
    group: 'Output',
    description: 'show frames of the hardest N missed variants on the page, 0 to 100',
    default: '12',
    library: 'pictured',
    parse: reading('number'),
  },
  json: {
    flags: '--json',
    group: 'Output',
    description: 'NDJSON on standard output, one object per line, the last one a summary',
  },
  quiet: {
    flags: '-q, --quiet',
    group: 'Output',
    description: 'show only what went wrong; the exit code says the rest',
  },
  verbose: {
    flags: '-v, --verbose',
    group: 'Output',
    description: "show the stack and ffmpeg's last lines with an error",
  },
  logFile: {
    flags: '--log-file <FILE>',
    group: 'Output',
    description:
      'file to append a log to, a JSON object a line with time, level and message; with --verbose everything',
    default: 'none',
    completes: 'file',
  },
  fast: {
    flags: '--fast',
    group: 'Running',
    description: 'hash one frame a second; skip video signature and quality',
  },
  step: {
    flags: '--step <STEP>',
    group: 'Variants',
    description:
      'a transformation and its parameters, such as \'rotate degrees=5 colour=000000\' (see "variegate catalogue"); may be given several times',
    parse: reading('paths'),
  },
  importModule: {
    flags: '--import <MODULE>',
    group: 'Variants',
    description:
      'module that exports transformations of your own: a package, or a path of a file; may be given several times',
    default: 'none',
    completes: 'file',
    parse: reading('paths'),
  },
  replaceOutput: {
    flags: '--force',
    group: 'Output',
    description: 'replace what exists',
    library: 'force',
  },
  explain: {
    flags: '--explain',
    group: 'Output',
    description: 'show the ffmpeg command line of each plan, and which filters implement which step',
  },
  save: {
    flags: '--save <DIR>',
    group: 'Output',
    description: 'folder for a file of each plan, for "variegate render"',
    completes: 'folder',
  },
  images: {
    flags: '--images <DIR>',
    group: 'Output',
    description:
      'folder for a small picture of each transformation at three intensities, with its measured distance, and pages that show them',
    completes: 'folder',
  },
  baseInput: {
    flags: '--input <FILE>',
    group: 'Variants',
    description: 'video to take the pictures from',
    completes: 'file',
    default: 'a generated clip',
  },
  input: {
    flags: '--input <FILE>',
    group: 'Variants',
    description: 'video to render the plan on',
    completes: 'file',
    default: "the plan's own source",
  },
  durable: {
    flags: '--durable',
    group: 'Running',
    description:
      'run the batch as a workflow that resumes when it is started again, however this process ends',
  },
} as const satisfies Readonly<Record<string, CliOption>>;
