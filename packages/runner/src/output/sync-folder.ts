import { open } from 'node:fs/promises';

/** Makes the entries of a folder durable. Windows has no such call: there this does nothing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
