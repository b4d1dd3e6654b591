#!/usr/bin/env node
// The door every `npm run` command goes through. It has to parse on old versions of Node, so that they are
// answered with a sentence; everything newer is behind the import.
const oldestMajor = 20;

if (Number(process.versions.node.split('.')[0]) < oldestMajor) {
  process.stderr.write(
    `variegate: Node ${oldestMajor} or later is needed to set the project up; this is Node ${process.versions.node}.\n`,
  );
  process.exitCode = 2;
} else {
  import('./provision/run-command.mjs').then(({ runCommand }) => runCommand(process.argv.slice(2)));
}
