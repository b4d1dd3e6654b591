import os from 'node:os';
import path from 'node:path';
import {
  defaultCacheFolder,
  type Ffmpeg,
  makeFolder,
  readRegularFile,
  writeFileAtomically,
} from '@variegate/runner';
import { z } from 'zod';

/** What a benchmark found to be the best number of renders in parallel, kept in `machine.json` for `auto` to read. */
export interface MachineProfile {
  readonly formatVersion: 1;
  /** When it was measured, ISO 8601. */
  readonly measuredAt: string;
  /** What it was measured on; on anything else it counts for nothing. */
  readonly machine: MachineIdentity;
  /** The best number of renders for each number of encoder threads that was tried. */
  readonly best: readonly { readonly threads: number; readonly workers: number }[];
}

/** What makes a measurement of speed valid. */
export interface MachineIdentity {
  readonly processor: string;
  readonly cores: number;
  readonly memoryBytes: number;
  /** The same as long as the file of the binary is the same. */
  readonly ffmpeg: string;
}

/** Where a profile is kept, and for which ffmpeg. */
export interface MachineProfileOptions {
  readonly ffmpeg: Pick<Ffmpeg, 'identity'>;
  /** @default the user's folder for caches */
  readonly cacheFolder?: string | null | undefined;
}

const schema = z.object({
  formatVersion: z.literal(1),
  measuredAt: z.string(),
  machine: z.object({
    processor: z.string(),
    cores: z.int().positive(),
    memoryBytes: z.number().positive(),
    ffmpeg: z.string(),
  }),
  best: z.array(z.object({ threads: z.int().min(1).max(64), workers: z.int().min(1).max(1024) })),
});

/** The same machine reports a slightly different size after an update of its kernel. */
const memoryTolerance = 0.02;

/** The path of `machine.json`. */
function machineProfilePath(cacheFolder?: string | null): string {
  return path.join(cacheFolder ?? defaultCacheFolder(), 'machine.json');
}

/** The machine as it is now. */
function machineIdentity({ identity }: Pick<Ffmpeg, 'identity'>): MachineIdentity {
  return {
    processor: os.cpus()[0]?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryBytes: os.totalmem(),
    ffmpeg: identity,
  };
}

/**
 * Reads what was saved for this machine and this ffmpeg; `null` where nothing was, or where it was measured on another
 * machine, or with another ffmpeg. It is a cache: one that cannot be read counts as none.
 */
export async function readMachineProfile(options: MachineProfileOptions): Promise<MachineProfile | null> {
  const bytes = await readRegularFile(machineProfilePath(options.cacheFolder)).catch(() => null);
  const text = bytes?.toString('utf8') ?? null;
  const profile = parse(text);
  return profile !== null && isSame(profile.machine, machineIdentity(options.ffmpeg)) ? profile : null;
}

/**
 * Writes a profile of this machine, whole or not at all, in the place of an earlier one.
 *
 * @returns the path of the file.
 */
export async function saveMachineProfile(
  best: MachineProfile['best'],
  { ffmpeg, cacheFolder }: MachineProfileOptions,
): Promise<string> {
  const file = machineProfilePath(cacheFolder);
  const measuredAt = new Date().toISOString();
  const profile: MachineProfile = { formatVersion: 1, measuredAt, machine: machineIdentity(ffmpeg), best };
  await makeFolder(path.dirname(file));
  await writeFileAtomically(file, `${JSON.stringify(profile, null, 2)}\n`);
  return file;
}

function parse(text: string | null): MachineProfile | null {
  if (text === null) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function isSame(saved: MachineIdentity, now: MachineIdentity): boolean {
  return (
    saved.processor === now.processor &&
    saved.cores === now.cores &&
    Math.abs(saved.memoryBytes - now.memoryBytes) <= memoryTolerance * now.memoryBytes &&
    saved.ffmpeg === now.ffmpeg
  );
}
