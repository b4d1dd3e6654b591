import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type FaultName, faults } from './faults.ts';
import { type Observation, observe } from './observe.ts';
import { reportOf } from './report.ts';
import { serversSchema } from './servers.ts';

// `node tools/server-faults/main.ts SERVERS.json PAGE.md [--faults NAME,...] [--rounds N]`: what becomes of a batch of 24
// variants on three workers when an Inngest server, its stores or a worker fail in its middle. SERVERS.json says where the
// server answers and how its parts are started again; they have to run already, and nobody else may use them.
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
  const observations: Observation[] = [];
  // What an undisturbed run makes is what all others are compared with.
  const undisturbed = await observe(servers, 'nothing', null);
  observations.push(undisturbed);
  for (let round = 1; round <= Number(values.rounds); round++) {
    for (const name of names.filter(one => one !== 'nothing') as FaultName[]) {
      const observation = await observe(servers, name, undisturbed);
      observations.push(observation);
      process.stdout.write(`${JSON.stringify({ round, ...observation })}\n`);
      await writeFile(resolve(page), reportOf(observations));
    }
  }
}
