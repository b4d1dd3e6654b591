import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { passOn } from '../provision/pass-on.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { makeSample } from '../sample/make-sample.ts';
import { readDemoArguments } from './demo-arguments.ts';

// `npm run demo [-- FILE [OPTION...]]`: five standard variants of a file, or of the sample clip.
const { file, outDir = join(rootFolder, 'demo-output'), options } = readDemoArguments(process.argv.slice(2));
const input = file ?? (await makeSample());

await passOn(
  process.execPath,
  [
    join(rootFolder, 'apps', 'cli', 'src', 'main.ts'),
    ...['variants', input, '-n', '5', '-s', 'standard', '-o', outDir, ...options],
  ],
  { cwd: process.cwd(), env: process.env },
);
if (process.exitCode === 0 && !options.includes('--json')) {
  const folder = resolve(outDir);
  process.stdout.write(`\nThe variants, the manifest and the ground truth are in ${folder}:\n`);
  for (const name of readdirSync(folder).filter(name => !name.startsWith('.'))) {
    process.stdout.write(`  ${join(folder, name)}\n`);
  }
}
