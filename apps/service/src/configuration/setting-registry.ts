import { defaultAppId, defaultFunctionLimits, isWebhookSecret } from '@variegate/workflow';
import { z } from 'zod';
import { listedSettings } from './listed-settings.ts';
import type { SettingDefinition } from './setting-definition.ts';
import type { SettingName } from './settings.ts';

const text = z.string().min(1);
const list = z.array(text);
const whole = (least: number, most: number) => z.int().min(least).max(most);
const readNumber = (given: string): unknown => (/^\d+$/.test(given) ? Number(given) : given);
const readList = (given: string): unknown =>
  given
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
const readJsonText = (given: string): unknown => {
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
};
const readSwitch = (given: string): unknown =>
  ['1', 'true'].includes(given.toLowerCase())
    ? true
    : ['0', 'false'].includes(given.toLowerCase())
      ? false
      : given;

/** Every setting of the service. Environment, file and documentation derive from here. */
export const settingDefinitions: Readonly<Record<SettingName, SettingDefinition>> = {
  engine: {
    variable: 'VARIEGATE_ENGINE',
    schema: z.enum(['embedded', 'inngest']),
    description: 'what runs the workflow: this process alone (embedded), or an Inngest server (inngest)',
    default: 'embedded',
  },
  transport: {
    variable: 'VARIEGATE_TRANSPORT',
    schema: z.enum(['serve', 'connect']),
    description:
      'how an Inngest server reaches this worker: serve (HTTP to /api/inngest) or connect (no port needed)',
    default: 'connect',
  },
  appId: {
    variable: 'VARIEGATE_APP_ID',
    schema: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
      error: 'must be a letter or digit and up to 62 letters, digits and dashes, in lower case',
    }),
    description:
      'name of the app, the same for all workers on one output root; a second installation in one Inngest environment needs another',
    default: defaultAppId,
  },
  host: {
    variable: 'VARIEGATE_HOST',
    schema: text,
    description: 'address to listen on; any but the loopback ones needs a token',
    default: '127.0.0.1',
  },
  port: {
    variable: 'VARIEGATE_PORT',
    schema: whole(0, 65_535),
    description: 'port to listen on; 0 takes any free one',
    default: '7850',
    read: readNumber,
  },
  token: {
    variable: 'VARIEGATE_TOKEN',
    schema: z.string().min(16),
    description: 'what callers present as a bearer token, 16 characters or more',
    default: 'none',
    secret: true,
  },
  allowedHosts: {
    variable: 'VARIEGATE_ALLOWED_HOSTS',
    schema: list,
    description:
      'further names by which the service may be called, as in the Host header, separated by commas',
    default: 'none',
    read: readList,
  },
  allowedOrigins: {
    variable: 'VARIEGATE_ALLOWED_ORIGINS',
    schema: z.array(z.url({ protocol: /^https?$/ })),
    description: 'further web origins that may call, separated by commas',
    default: 'none',
    read: readList,
  },
  inputRoot: {
    variable: 'VARIEGATE_INPUT_ROOT',
    schema: text,
    description: 'folder under which all inputs lie; nothing outside is read',
    default: 'the current folder',
  },
  outputRoot: {
    variable: 'VARIEGATE_OUTPUT_ROOT',
    schema: text,
    description: 'folder under which all outputs go; nothing outside is written',
    default: 'variants in the current folder',
  },
  stateFolder: {
    variable: 'VARIEGATE_STATE_FOLDER',
    schema: text,
    description: 'folder for what the service keeps between its runs, on a local disk',
    default: "variegate in the user's folder for state (XDG_STATE_HOME)",
  },
  durability: {
    variable: 'VARIEGATE_DURABILITY',
    schema: z.enum(['process-crash', 'power-loss']),
    description: "what a finished step survives in the embedded engine's store",
    default: 'process-crash',
  },
  ...listedSettings,
  maxBodyBytes: {
    variable: 'VARIEGATE_MAX_BODY_BYTES',
    schema: whole(1_024, 64 * 1_024 * 1_024),
    description: 'largest body of a request, in bytes',
    default: '1048576',
    read: readNumber,
  },
  requestsPerMinute: {
    variable: 'VARIEGATE_REQUESTS_PER_MINUTE',
    schema: whole(1, 1_000_000),
    description: 'requests a minute from one address',
    default: '600',
    read: readNumber,
  },
  drainSeconds: {
    variable: 'VARIEGATE_DRAIN_SECONDS',
    schema: whole(0, 86_400),
    description: 'how long renders may continue after a stop signal; then they are ended, to be done again',
    default: '600',
    read: readNumber,
  },
  standstillSeconds: {
    variable: 'VARIEGATE_STANDSTILL_SECONDS',
    schema: whole(10, 86_400),
    description:
      'for how long nothing of a batch may change, while this worker has nothing to do, before a new run continues it (Inngest server)',
    default: '120',
    read: readNumber,
  },
  variantsPerBatch: {
    variable: 'VARIEGATE_VARIANTS_PER_BATCH',
    schema: whole(1, 10_000),
    description:
      'variants of one batch in the hands of all workers together, two for each of their renders in parallel; the default keeps 8 workers of 8 cores busy (one embedded engine takes no more than it needs)',
    default: String(defaultFunctionLimits.variantsPerBatch),
    read: readNumber,
  },
  chunksPerBatch: {
    variable: 'VARIEGATE_CHUNKS_PER_BATCH',
    schema: whole(1, 400),
    description: 'chunks of one batch under way, of up to 250 variants each; the next begins when one ends',
    default: String(defaultFunctionLimits.chunksPerBatch),
    read: readNumber,
  },
  plansPerBatch: {
    variable: 'VARIEGATE_PLANS_PER_BATCH',
    schema: whole(1, 400),
    description: 'chunks of one batch that are planned in parallel by all workers together',
    default: String(defaultFunctionLimits.plansPerBatch),
    read: readNumber,
  },
  webhookHosts: {
    variable: 'VARIEGATE_WEBHOOK_HOSTS',
    schema: list,
    description:
      'hosts of the webhooks that requests may name (onComplete), with the port where it is not the usual one, separated by commas',
    default: 'none',
    read: readList,
  },
  webhookSecret: {
    variable: 'VARIEGATE_WEBHOOK_SECRET',
    schema: text.refine(isWebhookSecret, { error: 'must be whsec_ and 24 to 64 bytes as base64' }),
    description: 'key that signs webhooks: whsec_ and 24 to 64 bytes as base64',
    default: 'none',
    secret: true,
  },
  webhookPrivate: {
    variable: 'VARIEGATE_WEBHOOK_PRIVATE',
    schema: z.boolean(),
    description: 'whether those hosts may have private addresses, and be called by plain HTTP',
    default: 'false',
    read: readSwitch,
  },
  onCompleteCommand: {
    variable: 'VARIEGATE_ON_COMPLETE_COMMAND',
    schema: z.array(z.string()).min(1),
    description:
      'program and arguments, as a JSON list, to run when a batch has ended, with what is said of it as JSON on standard input; no shell reads them',
    default: 'none',
    read: readJsonText,
  },
  logLevel: {
    variable: 'VARIEGATE_LOG_LEVEL',
    schema: z.enum(['silent', 'error', 'warn', 'info', 'debug']),
    description: 'how much is logged',
    default: 'info',
  },
  instanceId: {
    variable: 'VARIEGATE_INSTANCE_ID',
    schema: text,
    description: 'name of this worker; no two may have the same',
    default: 'host name, process id and chance',
  },
  appOrigin: {
    variable: 'VARIEGATE_APP_ORIGIN',
    schema: z.url({ protocol: /^https?$/ }),
    description: 'where an Inngest server finds this worker under serve, such as http://worker-1:7850',
    default: 'where it is registered',
  },
  production: {
    variable: 'NODE_ENV',
    schema: z.boolean(),
    description: 'production is strict about keys',
    default: 'false',
    read: given => given === 'production',
  },
  inngestDev: {
    variable: 'INNGEST_DEV',
    schema: z.boolean(),
    description: 'whether the Inngest server is a development server, which asks for no keys',
    default: 'false',
    read: readSwitch,
  },
  inngestUrl: {
    variable: 'INNGEST_BASE_URL',
    schema: z.url({ protocol: /^https?$/ }),
    description: 'address of the Inngest server',
    default: "Inngest's cloud, or http://localhost:8288 in dev mode",
  },
  eventKey: {
    variable: 'INNGEST_EVENT_KEY',
    schema: text,
    description: 'key for sending events',
    default: 'none',
    secret: true,
  },
  signingKey: {
    variable: 'INNGEST_SIGNING_KEY',
    schema: text,
    description: 'key that signs what the Inngest server and the worker say to each other',
    default: 'none',
    secret: true,
  },
  signingKeyFallback: {
    variable: 'INNGEST_SIGNING_KEY_FALLBACK',
    schema: text,
    description: 'the key before or after it, while keys are being changed',
    default: 'none',
    secret: true,
  },
};

/** The names of all settings, in the order in which they are shown. */
export const settingNames = Object.keys(settingDefinitions) as readonly SettingName[];
