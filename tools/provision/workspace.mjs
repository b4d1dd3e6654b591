import { fileURLToPath } from 'node:url';

/** Where the checkout is, and where the toolchain of the checkout lives (git-ignored). */
export const rootFolder = fileURLToPath(new URL('../../', import.meta.url));
export const toolchainFolder = fileURLToPath(new URL('../../.toolchain/', import.meta.url));
