import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the checkout, with a slash at its end. */
export const rootFolder = fileURLToPath(new URL('../../../', import.meta.url));

/** Where the sources are, as an `https://` address, by the root's package.json. */
export const repository = (
  JSON.parse(readFileSync(path.join(rootFolder, 'package.json'), 'utf8')) as { readonly repository: string }
).repository;
