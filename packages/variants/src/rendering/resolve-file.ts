import { createRequire } from 'node:module';
import path from 'node:path';
import { AssetUnavailableError } from '../errors.ts';

const require = createRequire(import.meta.url);

/**
 * The path of a file that a filter graph refers to. Fonts, `font:DejaVuSans`, come from a separate package, so
 * that text looks the same on every machine.
 *
 * @throws {VARIANTS_ASSET_UNAVAILABLE} for a reference that nothing here can resolve.
 */
export function resolveFile(reference: string): string {
  const font = /^font:([A-Za-z0-9-]+)$/.exec(reference)?.[1];
  if (font === undefined)
    throw new AssetUnavailableError(`There is no file for the reference "${reference}".`);
  const fonts = path.dirname(require.resolve('dejavu-fonts-ttf/package.json'));
  return path.join(fonts, 'ttf', `${font}.ttf`);
}
