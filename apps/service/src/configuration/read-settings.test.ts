import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ConfigurationInvalidError } from '../errors.ts';
import { describeSettings } from './describe-settings.ts';
import { readSettings } from './read-settings.ts';

const refusalOf = async (
  environment: NodeJS.ProcessEnv,
  given: Record<string, unknown> = {},
): Promise<readonly string[]> => {
  const error: unknown = await readSettings({ environment, given }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigurationInvalidError);
  return (error as ConfigurationInvalidError).findings;
};

test('Without any configuration the service is embedded, reached from this machine alone, and keeps its state in the XDG folder.', async () => {
  const { settings, sources } = await readSettings({ environment: { XDG_STATE_HOME: '/state' } });
  expect(settings).toMatchObject({
    engine: 'embedded',
    host: '127.0.0.1',
    token: null,
    stateFolder: path.resolve('/state/variegate'),
  });
  expect(new Set(Object.values(sources))).toEqual(new Set(['default']));
});

test('What is given overrides the environment, which overrides the file.', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'variegate-settings-'));
  try {
    const file = path.join(folder, 'service.json');
    await writeFile(file, JSON.stringify({ port: 1, requestsPerMinute: 2, maxWorkers: 3 }));
    const environment = { VARIEGATE_CONFIG: file, VARIEGATE_PORT: '4', VARIEGATE_REQUESTS_PER_MINUTE: '5' };
    const { settings, sources } = await readSettings({ environment, given: { port: 6 } });
    expect(settings).toMatchObject({ port: 6, requestsPerMinute: 5, maxWorkers: 3 });
    expect(sources).toMatchObject({ port: 'given', requestsPerMinute: 'environment', maxWorkers: 'file' });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('The variable that a setting had before is read, and the one of today overrides it.', async () => {
  const workersOf = async (environment: NodeJS.ProcessEnv) =>
    (await readSettings({ environment })).settings.maxWorkers;
  expect(await workersOf({ VARIEGATE_WORKERS: '3' })).toBe(3);
  expect(await workersOf({ VARIEGATE_WORKERS: '3', VARIEGATE_MAX_WORKERS: '4' })).toBe(4);
  expect(await workersOf({})).toBe('auto');
});

test('A setting, or a word for one, that is nearly right is asked for.', async () => {
  const findings = await refusalOf({ VARIEGATE_ENGINE: 'embeded' }, { requestPerMinute: 5 });
  expect(findings.find(finding => finding.includes('engine'))).toMatch(/; did you mean embedded\?$/);
  expect(findings.find(finding => finding.includes('requestPerMinute'))).toMatch(
    /; did you mean requestsPerMinute\?$/,
  );
});

test('All wrong settings are named together, with their source and without secrets.', async () => {
  const findings = await refusalOf({
    VARIEGATE_PORT: 'eighty',
    VARIEGATE_TOKEN: 'short-secret',
    VARIEGATE_ENGINE: 'steam',
  });
  expect(findings).toHaveLength(3);
  expect(findings.join('\n')).toContain('VARIEGATE_PORT in the environment');
  expect(findings.join('\n')).not.toContain('short-secret');
});

test('A setting that does not exist is refused by name, and so is a file that is not a JSON object.', async () => {
  expect(await refusalOf({}, { prot: 80 })).toEqual(['There is no setting "prot"; did you mean port?']);
  expect(await refusalOf({ VARIEGATE_CONFIG: '/nowhere/service.json' })).toEqual([
    'The configuration file "/nowhere/service.json" cannot be read (ENOENT).',
  ]);
});

test.each(['0.0.0.0', '::', '192.168.1.5', 'worker-1', '128.0.0.1'])(
  'Listening on %s needs a token.',
  async host => {
    expect((await refusalOf({}, { host })).join()).toContain('needs a token');
    const { settings } = await readSettings({ environment: {}, given: { host, token: 'x'.repeat(16) } });
    expect(settings.host).toBe(host);
  },
);

test.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('Listening on %s needs no token.', async host => {
  expect((await readSettings({ environment: {}, given: { host } })).settings.token).toBeNull();
});

test('An Inngest server outside dev mode needs both keys.', async () => {
  const findings = await refusalOf({ VARIEGATE_ENGINE: 'inngest' });
  expect(findings.map(finding => /INNGEST_\w+_KEY/.exec(finding)?.[0])).toEqual([
    'INNGEST_EVENT_KEY',
    'INNGEST_SIGNING_KEY',
  ]);
});

test('Production refuses dev mode, whichever way it is said, and on either engine.', async () => {
  for (const environment of [
    { NODE_ENV: 'production', INNGEST_DEV: '1' },
    { NODE_ENV: 'production', INNGEST_DEV: 'http://127.0.0.1:8288', VARIEGATE_ENGINE: 'inngest' },
  ]) {
    expect((await refusalOf(environment)).join()).toContain('INNGEST_DEV is set in production');
  }
  expect((await refusalOf({ NODE_ENV: 'production' }, { inngestDev: true })).join()).toContain('inngestDev');
});

test("A development server's worker that is served is reached from this machine alone: its requests are not signed.", async () => {
  const given = { engine: 'inngest', inngestDev: true, host: '0.0.0.0', token: 'x'.repeat(16) };
  expect((await refusalOf({}, { ...given, transport: 'serve' })).join()).toContain('signs nothing');
  expect((await readSettings({ environment: {}, given })).settings.transport).toBe('connect');
});

test('What is shown of the settings holds no secret.', async () => {
  const secrets = { token: 'a-token-of-length', eventKey: 'event-key', signingKey: 'signkey-prod-00' };
  const described = describeSettings(
    await readSettings({ environment: {}, given: { ...secrets, engine: 'inngest' } }),
  );
  for (const secret of Object.values(secrets)) expect(JSON.stringify(described)).not.toContain(secret);
  expect(described.find(({ name }) => name === 'token')?.value).toBe('set, not shown');
  expect(described.find(({ name }) => name === 'signingKeyFallback')?.value).toBe('none');
});
