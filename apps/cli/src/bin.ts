#!/usr/bin/env node
// No static import may stand here: this file has to load on versions of Node that the rest does not.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major > 22 || (major === 22 && minor >= 13)) {
  await import('./main.ts');
} else {
  process.stderr.write(`variegate needs Node 22.13 or later; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
}

export {};
