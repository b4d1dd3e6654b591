import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildSite } from './build-site.ts';
import { rootFolder } from './checkout.ts';

// `npm run docs:site [-- --out DIR]`: the documentation as a site, in a folder that any web server or a browser can open.
const { values } = parseArgs({ options: { out: { type: 'string', short: 'o' } } });
const folder = path.resolve(values.out ?? path.join(rootFolder, 'apps/site/dist'));
const { pages, broken } = await buildSite(folder);
for (const link of broken) process.stderr.write(`broken link: ${link}\n`);
process.stdout.write(`${pages} pages in ${folder}\n`);
process.exitCode = broken.length === 0 ? 0 : 1;
