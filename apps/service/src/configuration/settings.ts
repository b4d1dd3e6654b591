import type { FunctionLimits, NotificationRules } from '@variegate/workflow';
import type { ListedSettings } from './listed-settings.ts';

/** Everything that decides how the service runs, resolved and checked. */
export interface Settings extends ListedSettings, FunctionLimits, NotificationRules {
  /** What runs the workflow: the engine in this process, or an Inngest server. */
  readonly engine: 'embedded' | 'inngest';
  /** How an Inngest server reaches this worker: by HTTP to `/api/inngest`, or over a connection the worker opens. */
  readonly transport: 'serve' | 'connect';
  /** Names the app to an Inngest server, and its events. */
  readonly appId: string;
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** What callers must present as a bearer token; `null` where none is asked for. */
  readonly token: string | null;
  /** Further values of the `Host` header that are answered, with port where it is not the usual one. */
  readonly allowedHosts: readonly string[];
  /** Further web origins that may call. */
  readonly allowedOrigins: readonly string[];
  /** Absolute path of the folder under which inputs lie. */
  readonly inputRoot: string;
  /** Absolute path of the folder under which outputs go. */
  readonly outputRoot: string;
  /** Absolute path of what the service keeps between its runs. */
  readonly stateFolder: string;
  readonly durability: 'process-crash' | 'power-loss';
  readonly maxBodyBytes: number;
  /** For each caller. */
  readonly requestsPerMinute: number;
  /** How long renders may continue after a stop signal. */
  readonly drainSeconds: number;
  /** For how long nothing of a batch may change on an Inngest server before a new run continues it. */
  readonly standstillSeconds: number;
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
  /** Unique among all workers. */
  readonly instanceId: string;
  /** Where an Inngest server finds this worker under `serve`; `null`: where it was registered. */
  readonly appOrigin: string | null;
  readonly production: boolean;
  /** Whether the Inngest server is a development server, which asks for no keys and signs nothing. */
  readonly inngestDev: boolean;
  /** `null`: the SDK's own. */
  readonly inngestUrl: string | null;
  readonly eventKey: string | null;
  readonly signingKey: string | null;
  readonly signingKeyFallback: string | null;
}

/** Name of a setting. */
export type SettingName = keyof Settings;
