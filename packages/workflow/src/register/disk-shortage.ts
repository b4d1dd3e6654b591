import path from 'node:path';
import { DiskFloor } from '@variegate/variants/internal';

/** That no render starts on a disk. */
export interface DiskShortage {
  readonly freeBytes: number;
  /** To the floor; above 0. */
  readonly missingBytes: number;
}

/**
 * Looks at the disk that a folder lies on as renders do before they start.
 *
 * @param folder - absolute; where it does not exist yet, that of the nearest folder above counts
 * @param minFreeBytes - `null`: 1 GiB, or a tenth of the file system where that is less
 * @returns `null` while there is enough
 */
export async function diskShortage(
  folder: string,
  minFreeBytes: number | null,
): Promise<DiskShortage | null> {
  try {
    const shortfall = await new DiskFloor(folder, minFreeBytes).shortfall();
    return shortfall.missingBytes === 0 ? null : shortfall;
  } catch (error) {
    const above = path.dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || above === folder) throw error;
    return diskShortage(above, minFreeBytes);
  }
}
