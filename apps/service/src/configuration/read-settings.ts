import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { didYouMean } from '@variegate/ground';
import { defaultAppId, defaultFunctionLimits } from '@variegate/workflow';
import { ConfigurationInvalidError } from '../errors.ts';
import { type ListedSettings, listedDefaults } from './listed-settings.ts';
import { findingsAbout } from './safety-rules.ts';
import { settingDefinitions, settingNames } from './setting-registry.ts';
import type { SettingName, Settings } from './settings.ts';
import { defaultStateFolder } from './state-folder.ts';

/** Where a setting came from. */
export type SettingSource = 'given' | 'environment' | 'file' | 'default';

/** The settings, and where each came from. */
export interface ReadSettings {
  readonly settings: Settings;
  readonly sources: Readonly<Record<SettingName, SettingSource>>;
}

/** What settings are read from. An earlier source overrides a later one. */
export interface SettingInputs {
  /** What the caller gave, such as flags of a command line. */
  readonly given?: Readonly<Record<string, unknown>>;
  readonly environment: NodeJS.ProcessEnv;
  /** A JSON file. @default the one that VARIEGATE_CONFIG names, if any */
  readonly file?: string | undefined;
}

/**
 * Reads the settings, and rejects with all that is wrong or unsafe.
 *
 * @throws {SERVICE_CONFIGURATION_INVALID}
 */
export async function readSettings({ given = {}, environment, file }: SettingInputs): Promise<ReadSettings> {
  const findings: string[] = [];
  const found = new Map<SettingName, { readonly value: unknown; readonly source: SettingSource }>();
  const take = (values: Readonly<Record<string, unknown>>, source: SettingSource) => {
    for (const [name, value] of Object.entries(values)) {
      if (value === undefined) continue;
      if (!Object.hasOwn(settingDefinitions, name))
        findings.push(
          `There is no setting "${name}"${sourceText(source, '')}${didYouMean(name, settingNames) || '.'}`,
        );
      else if (!found.has(name as SettingName)) found.set(name as SettingName, { value, source });
    }
  };
  take(given, 'given');
  take(fromEnvironment(environment), 'environment');
  take(await readConfigurationFile(file ?? environment['VARIEGATE_CONFIG']), 'file');
  for (const [name, { value, source }] of found) {
    const { schema, variable, secret } = settingDefinitions[name];
    const parsed = schema.safeParse(value);
    if (parsed.success) continue;
    const shown = secret === true ? 'its value' : JSON.stringify(value);
    const problem = parsed.error.issues.map(({ message }) => message).join(', ');
    const [issue] = parsed.error.issues;
    const names = issue?.code === 'invalid_value' && secret !== true ? issue.values.map(String) : [];
    const hint = didYouMean(value, names) || '.';
    findings.push(`${name}${sourceText(source, variable)}: ${shown} cannot be used (${problem})${hint}`);
  }
  if (findings.length > 0) throw new ConfigurationInvalidError(findings);
  const read = complete(name => found.get(name)?.value, environment);
  const unsafe = findingsAbout(read, environment);
  if (unsafe.length > 0) throw new ConfigurationInvalidError(unsafe);
  const sources = Object.fromEntries(settingNames.map(name => [name, found.get(name)?.source ?? 'default']));
  return { settings: read, sources: sources as Record<SettingName, SettingSource> };
}

function sourceText(source: SettingSource, variable: string): string {
  if (source === 'environment') return ` (${variable} in the environment)`;
  return source === 'file' ? ' (in the configuration file)' : '';
}

/** An empty variable is one that is not set, as in most programs. */
function fromEnvironment(environment: NodeJS.ProcessEnv): Record<string, unknown> {
  const entries = settingNames.flatMap(name => {
    const { variable, formerVariable = variable, read } = settingDefinitions[name];
    const text = environment[variable] || environment[formerVariable];
    if (text === undefined || text === '') return [];
    if (variable === 'INNGEST_DEV' && URL.canParse(text)) {
      // The SDK takes a server's address here as well.
      return [['inngestDev', true] as const, ['inngestUrl', text] as const];
    }
    return [[name, read === undefined ? text : read(text)] as const];
  });
  return Object.fromEntries(entries);
}

async function readConfigurationFile(file: string | undefined): Promise<Record<string, unknown>> {
  if (file === undefined || file === '') return {};
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationInvalidError([`The configuration file "${file}" cannot be read (${code}).`]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ConfigurationInvalidError([`The configuration file "${file}" is not JSON.`]);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ConfigurationInvalidError([`The configuration file "${file}" does not hold one JSON object.`]);
  }
  return value as Record<string, unknown>;
}

function complete(found: (name: SettingName) => unknown, environment: NodeJS.ProcessEnv): Settings {
  const value = <Value>(name: SettingName, usual: Value) => (found(name) ?? usual) as Value;
  const text = (name: SettingName) => value<string | null>(name, null);
  const listed = Object.fromEntries(
    Object.entries(listedDefaults).map(([name, usual]) => [name, value(name as SettingName, usual)]),
  ) as unknown as ListedSettings;
  return {
    engine: value('engine', 'embedded'),
    transport: value('transport', 'connect'),
    appId: value('appId', defaultAppId),
    host: value('host', '127.0.0.1'),
    port: value('port', 7_850),
    token: text('token'),
    allowedHosts: value('allowedHosts', []),
    allowedOrigins: value('allowedOrigins', []),
    inputRoot: path.resolve(value('inputRoot', '.')),
    outputRoot: path.resolve(value('outputRoot', 'variants')),
    stateFolder: path.resolve(value('stateFolder', defaultStateFolder(environment))),
    durability: value('durability', 'process-crash'),
    ...listed,
    maxBodyBytes: value('maxBodyBytes', 2 ** 20),
    requestsPerMinute: value('requestsPerMinute', 600),
    drainSeconds: value('drainSeconds', 600),
    standstillSeconds: value('standstillSeconds', 120),
    variantsPerBatch: value('variantsPerBatch', defaultFunctionLimits.variantsPerBatch),
    chunksPerBatch: value('chunksPerBatch', defaultFunctionLimits.chunksPerBatch),
    plansPerBatch: value('plansPerBatch', defaultFunctionLimits.plansPerBatch),
    webhookHosts: value('webhookHosts', []),
    webhookSecret: text('webhookSecret'),
    webhookPrivate: value('webhookPrivate', false),
    onCompleteCommand: value<readonly string[] | null>('onCompleteCommand', null),
    logLevel: value('logLevel', 'info'),
    // Two workers of one name starve each other, and containers on one host often share its name.
    instanceId: value('instanceId', `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`),
    appOrigin: text('appOrigin'),
    production: value('production', false),
    inngestDev: value('inngestDev', false),
    inngestUrl: text('inngestUrl'),
    eventKey: text('eventKey'),
    signingKey: text('signingKey'),
    signingKeyFallback: text('signingKeyFallback'),
  };
}
