import { execFileSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type FaultName, faults } from './faults.ts';
import { observe } from './observe.ts';
import { type Result, reportOf } from './report.ts';
import { serversSchema } from './servers.ts';

// `node tools/server-faults/main.ts SERVERS.json PAGE.md [--faults NAME,...] [--rounds N]`: what becomes of a batch of 24
// variants on three workers when an Inngest server, its stores or a worker fail in its middle. SERVERS.json says where the
// server answers and how its parts are started again; they have to run already, and nobody else may use them. Results lie
// beside the page in a JSON file; those of faults that do not happen this time stay.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    faults: { type: 'string', default: Object.keys(faults).join(',') },
    rounds: { type: 'string', default: '3' },
  },
});
const [file, page] = positionals;
const names = values.faults.split(',');
const unknown = names.filter(name => !(name in faults));
if (file === undefined || page === undefined || unknown.length > 0) {
  process.stderr.write(
    `server-faults SERVERS.json PAGE.md [--faults NAME,...] [--rounds N]; faults: ${Object.keys(faults).join(', ')}\n`,
  );
  process.exitCode = 2;
} else {
  const servers = serversSchema.parse(JSON.parse(await readFile(resolve(file), 'utf8')));
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
  const kept = resolve(`${page.replace(/\.md$/, '')}.json`);
  const results = (JSON.parse(await readFile(kept, 'utf8').catch(() => '[]')) as Result[]).filter(
    ({ fault }) => fault !== 'nothing' && !names.includes(fault),
  );
  // What an undisturbed run makes is what all others are compared with.
  const undisturbed = await observe(servers, 'nothing', null);
  results.push({ ...undisturbed, commit });
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const name of names.filter(one => one !== 'nothing') as FaultName[]) {
      const result = { ...(await observe(servers, name, undisturbed)), commit };
      results.push(result);
      process.stdout.write(`${JSON.stringify({ round, ...result })}\n`);
      if (result.problems.length > 0) process.exitCode = 1;
      await writeFile(kept, `${JSON.stringify(results, null, 2)}\n`);
      await writeFile(resolve(page), reportOf(results));
    }
  }
}
