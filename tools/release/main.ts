import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type PackedPackage, packPackages } from '../check/packing/pack.ts';
import { packing } from '../check/packing.ts';
import { scriptOf } from '../check/tool.ts';
import { workspacesUnder } from '../check/workspaces.ts';
import { passOn } from '../provision/pass-on.mjs';
import { rootFolder } from '../provision/workspace.mjs';

// `npm run release [-- --dry-run]`: tries every package from its tarball on the oldest and the newest Node, says what would
// go out, and without `--dry-run` publishes what the registry does not have yet. The workflow in .github/workflows calls
// it, because only there npm can attest where a package was built.
const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } });
const problem = values['dry-run'] ? null : whyNotHere();
if (problem !== null) {
  process.stderr.write(`release: ${problem} "npm run release -- --dry-run" shows what would go out.\n`);
  process.exitCode = 2;
} else {
  const findings = await packing.run();
  for (const finding of findings) process.stderr.write(`${finding}\n`);
  if (findings.length > 0) process.exitCode = 1;
  else {
    await list();
    if (!values['dry-run']) {
      const changeset = scriptOf({ package: '@changesets/cli', bin: 'changeset' });
      await passOn(process.execPath, [changeset, 'publish'], { cwd: rootFolder, env: process.env });
    }
  }
}

/** Why nothing can be published from here; `null` where it can. */
function whyNotHere(): string | null {
  if (process.env['ACTIONS_ID_TOKEN_REQUEST_URL'] === undefined)
    return 'Packages are published by the release workflow alone, so that npm attests where they were built.';
  const changed = execFileSync('git', ['status', '--porcelain'], { cwd: rootFolder, encoding: 'utf8' });
  return changed === '' ? null : 'Files are changed that no commit has.';
}

async function list(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'variegate-release-'));
  try {
    const publishable = workspacesUnder(rootFolder).filter(({ manifest }) => manifest.private !== true);
    for (const one of await packPackages(publishable, folder)) process.stdout.write(`${lineOf(one)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lineOf({ workspace: { manifest }, tarball, contents }: PackedPackage): string {
  const kilobytes = (statSync(tarball).size / 1000).toFixed(0);
  return `${manifest.name}@${manifest.version}: ${contents.length} files, ${kilobytes} kB packed`;
}
