import type { CliOption } from './cli-option.ts';
import { reading } from './parse-values.ts';

/** The options of `serve`, `send` and `runs`. Those of `serve` override its environment, which overrides its file. */
export const serviceOptions = {
  engine: {
    flags: '--engine <NAME>',
    group: 'Running',
    description: 'what runs the workflow: embedded (this process alone) or inngest (an Inngest server)',
    default: 'embedded',
    library: 'engine',
    choices: ['embedded', 'inngest'],
  },
  transport: {
    flags: '--transport <NAME>',
    group: 'Running',
    description: 'how an Inngest server reaches this worker: connect, or serve (by HTTP)',
    default: 'connect',
    library: 'transport',
    choices: ['connect', 'serve'],
  },
  host: {
    flags: '--host <ADDRESS>',
    group: 'Running',
    description: 'address to listen on; any beyond this machine needs a token (VARIEGATE_TOKEN)',
    default: '127.0.0.1',
    library: 'host',
  },
  port: {
    flags: '--port <N>',
    group: 'Running',
    description: 'port to listen on; 0 takes a free one',
    default: '7850',
    library: 'port',
    parse: reading('number'),
  },
  inputRoot: {
    flags: '--input-root <DIR>',
    group: 'Running',
    description: 'folder under which all inputs lie',
    default: 'the current folder',
    library: 'inputRoot',
    completes: 'folder',
  },
  outputRoot: {
    flags: '--output-root <DIR>',
    group: 'Running',
    description: 'folder under which all outputs go',
    default: 'variants',
    library: 'outputRoot',
    completes: 'folder',
  },
  stateFolder: {
    flags: '--state <DIR>',
    group: 'Running',
    description: 'folder for what the service keeps between its runs',
    default: "variegate in the user's folder for state",
    library: 'stateFolder',
    completes: 'folder',
  },
  config: {
    flags: '--config <FILE>',
    group: 'Running',
    description: 'JSON file with settings',
    default: 'VARIEGATE_CONFIG, if set',
    completes: 'file',
  },
  check: {
    flags: '--check',
    group: 'Output',
    description: 'show the settings and where each comes from, secrets hidden, and start nothing',
  },
  url: {
    flags: '--url <URL>',
    group: 'Running',
    description: 'address of the service; the token is read from VARIEGATE_TOKEN',
    default: 'VARIEGATE_URL, else http://127.0.0.1:7850',
  },
  wait: {
    flags: '--wait',
    group: 'Running',
    description: 'show progress until the batch ends',
  },
  retryFailed: {
    flags: '--retry-failed <ID>',
    group: 'Running',
    description: 'batch whose failed variants to try again, as a new batch',
  },
  cancel: {
    flags: '--cancel',
    group: 'Running',
    description: 'cancel the batch; finished files are kept',
  },
} as const satisfies Readonly<Record<string, CliOption>>;
