import { createRequire } from 'node:module';
import os from 'node:os';
import type { Ffmpeg } from '@variegate/runner';

/** On what a run was made. */
export interface RunEnvironment {
  readonly machine: {
    readonly platform: string;
    readonly architecture: string;
    readonly processor: string;
    readonly cores: number;
    readonly memoryBytes: number;
  };
  readonly versions: { readonly variegate: string; readonly node: string; readonly ffmpeg: string };
}

/** The machine and the versions of the programs, for the volatile part of a manifest. */
export function describeEnvironment(ffmpeg: Ffmpeg): RunEnvironment {
  return {
    machine: {
      platform: os.platform(),
      architecture: os.arch(),
      processor: os.cpus()[0]?.model ?? 'unknown',
      cores: os.availableParallelism(),
      memoryBytes: os.totalmem(),
    },
    versions: { variegate: ownVersion(), node: process.version, ffmpeg: ffmpeg.version },
  };
}

function ownVersion(): string {
  const { version } = createRequire(import.meta.url)('#package.json') as { version: string };
  return version;
}
