// A separate process that makes a path a folder and a link to another folder by turns, as fast as it can, until it
// is killed. Takes the path and the other folder; prints a line once it has begun.
import { renameSync, rmSync, symlinkSync } from 'node:fs';

const [path = '', other = ''] = process.argv.slice(2);

/** The process that is put to the test may be quicker at any step. */
function attempt(step: () => void): void {
  try {
    step();
  } catch {
    // Then the next step or the next turn succeeds.
  }
}

process.stdout.write('begun\n');
for (let turn = 0; ; turn += 1) {
  const aside = `${path}.${turn}`;
  attempt(() => renameSync(path, aside));
  attempt(() => symlinkSync(other, path));
  attempt(() => rmSync(path, { recursive: true, force: true }));
  attempt(() => renameSync(aside, path));
  attempt(() => rmSync(aside, { recursive: true, force: true }));
}
