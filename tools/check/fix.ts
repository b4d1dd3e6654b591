import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { passOn } from '../provision/pass-on.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { derivedFields, type RootManifest } from './manifests.ts';
import { scriptOf } from './tool.ts';
import { workspacesUnder } from './workspaces.ts';

// `npm run fix [-- PATH...]`: writes what package.json files take from the root's, formats, sorts imports and applies the
// safe fixes.
const root = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as RootManifest;
for (const { folder, manifest } of workspacesUnder(rootFolder)) {
  if (manifest.private === true) continue;
  const file = join(rootFolder, folder, 'package.json');
  const text = `${JSON.stringify({ ...manifest, ...derivedFields(folder, root) }, null, 2)}\n`;
  if (text !== readFileSync(file, 'utf8')) writeFileSync(file, text);
}
await passOn(
  process.execPath,
  [scriptOf({ package: '@biomejs/biome' }), 'check', '--write', ...process.argv.slice(2)],
  { cwd: rootFolder, env: process.env },
);
