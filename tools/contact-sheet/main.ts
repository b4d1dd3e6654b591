import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { makeContactSheet } from './make-contact-sheet.ts';

// `node tools/contact-sheet/main.ts FOLDER SHEET.{jpg,png} [--columns N] [--rows N] [--tile WxH]`: a picture of a finished
// output folder: its first source and the variants of it, each at the same moments of the source.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    columns: { type: 'string', default: '4' },
    rows: { type: 'string', default: '6' },
    tile: { type: 'string', default: '240x136' },
  },
});
const [folder, sheet] = positionals;
const [tileWidth = 0, tileHeight = 0] = values.tile.split('x').map(Number);
if (folder === undefined || sheet === undefined || !(tileWidth > 0 && tileHeight > 0)) {
  process.stderr.write('contact-sheet FOLDER SHEET.{jpg,png} [--columns N] [--rows N] [--tile WxH]\n');
  process.exitCode = 2;
} else {
  await makeContactSheet({
    folder: resolve(folder),
    manifest: JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')),
    sheetPath: resolve(sheet),
    columns: Number(values.columns),
    rows: Number(values.rows),
    tileWidth,
    tileHeight,
  });
  process.stdout.write(`${resolve(sheet)}\n`);
}
