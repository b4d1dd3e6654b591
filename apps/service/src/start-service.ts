import { stat } from 'node:fs/promises';
import { createWorkflowRuntime, makeFolder, type WorkflowRuntime } from '@variegate/workflow';
import type { DestinationStream, Logger } from 'pino';
import { type DescribedSetting, describeSettings } from './configuration/describe-settings.ts';
import { readSettings } from './configuration/read-settings.ts';
import type { Settings } from './configuration/settings.ts';
import { createLogger } from './create-logger.ts';
import { openHost } from './engine/open-host.ts';
import { ConfigurationInvalidError } from './errors.ts';
import { RunningService, type Service } from './running-service.ts';

/** How the service is started. */
export interface StartServiceOptions {
  /** Settings by name; they override the environment, which overrides the file; see `docs/deployment.md`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** A JSON file with settings. @default the one that `VARIEGATE_CONFIG` names, if any */
  readonly configFile?: string;
  /** @default `process.env` */
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the log goes, a JSON object a line. @default standard error */
  readonly log?: DestinationStream;
  /** Whether settings are only read and checked, and nothing is started. @default false */
  readonly checkOnly?: boolean;
}

/**
 * Starts the service: durable batches of variants over HTTP, on an embedded engine or as a worker of an Inngest
 * server.
 *
 * @throws {SERVICE_CONFIGURATION_INVALID} a setting is wrong, or the service would not be safe
 * @throws {SERVICE_ADDRESS_UNUSABLE}
 * @throws {WORKFLOW_OUTPUT_ROOT_TAKEN} the output root is another app's
 * @throws {RUNNER_FFMPEG_MISSING}
 * @throws {ENGINE_STORE_BUSY} another service uses the same folder for its state
 * @throws {ENGINE_STORE_UNUSABLE} its store is damaged, or of a newer release
 */
export async function startService(options: StartServiceOptions = {}): Promise<Service> {
  const { settings: given = {}, configFile: file, environment = process.env } = options;
  const read = await readSettings({ given, environment, file });
  const described = describeSettings(read);
  if (options.checkOnly === true) return nothingStarted(described);
  const { settings } = read;
  await prepareFolders(settings);
  const logger = createLogger(settings, options.log ?? process.stderr);
  const runtime = await createRuntime(settings, logger);
  try {
    await runtime.register?.installation();
    const host = await openHost(settings, runtime, logger);
    return await RunningService.start({ settings, described, host, runtime, logger });
  } catch (error) {
    await runtime[Symbol.asyncDispose]();
    throw error;
  }
}

function nothingStarted(settings: readonly DescribedSetting[]): Service {
  const nothing = async () => {};
  return { url: null, settings, drain: nothing, [Symbol.asyncDispose]: nothing };
}

async function prepareFolders({ inputRoot, outputRoot, stateFolder }: Settings): Promise<void> {
  const isFolder = await stat(inputRoot).then(
    found => found.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new ConfigurationInvalidError([`inputRoot: "${inputRoot}" is not a folder.`]);
  for (const [name, folder, mode] of [
    ['outputRoot', outputRoot, 0o777],
    ['stateFolder', stateFolder, 0o700],
  ] as const) {
    await makeFolder(folder, mode).catch((error: NodeJS.ErrnoException) => {
      throw new ConfigurationInvalidError([`${name}: "${folder}" cannot be made (${error.code}).`]);
    });
  }
}

function createRuntime(settings: Settings, logger: Logger): Promise<WorkflowRuntime> {
  const { appId, inputRoot, outputRoot, memoryLimit, maxWorkers, ffmpegPath, minFreeBytes } = settings;
  return createWorkflowRuntime({
    appId,
    onForeign: problem => logger.warn(problem),
    notifications: settings,
    onUndelivered: undelivered => logger.warn(undelivered, 'notification not delivered'),
    inputRoot,
    outputRoot,
    memoryLimit: /^[\d.]+$/.test(String(memoryLimit)) ? Number(memoryLimit) : memoryLimit,
    maxWorkers,
    ...(ffmpegPath === null ? {} : { ffmpegPath }),
    ...(minFreeBytes === null ? {} : { minFreeBytes }),
  });
}
