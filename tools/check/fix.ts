import { passOn } from '../provision/pass-on.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { scriptOf } from './tool.ts';

// `npm run fix [-- PATH...]`: formats, sorts imports and applies the safe fixes.
await passOn(
  process.execPath,
  [scriptOf({ package: '@biomejs/biome' }), 'check', '--write', ...process.argv.slice(2)],
  { cwd: rootFolder, env: process.env },
);
