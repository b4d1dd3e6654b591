import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { passOn } from '../provision/pass-on.mjs';
import { rootFolder } from '../provision/workspace.mjs';
import { makeSample } from '../sample/make-sample.ts';

// `npm run demo [-- FILE [OPTION...]]`: five standard variants of a file, or of the sample clip.
const [first, ...rest] = process.argv.slice(2);
const asksForFile = first !== undefined && !first.startsWith('-');
const input = asksForFile ? first : await makeSample();
const options = asksForFile ? rest : process.argv.slice(2);
const output = join(rootFolder, 'demo-output');

await passOn(
  process.execPath,
  [
    join(rootFolder, 'apps', 'cli', 'src', 'main.ts'),
    ...['variants', input, '-n', '5', '-s', 'standard', '-o', output, ...options],
  ],
  { cwd: process.cwd(), env: process.env },
);
if (process.exitCode === 0 && !options.includes('--json')) {
  process.stdout.write(`\nThe variants, the manifest and the ground truth are in ${output}:\n`);
  for (const name of readdirSync(output).filter(name => !name.startsWith('.'))) {
    process.stdout.write(`  ${join(output, name)}\n`);
  }
}
